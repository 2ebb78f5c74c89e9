// Every component with every property. A new property does not compile here until it is set.
import { App, Duration, Size } from 'cdk8s';
import { Cpu, ImagePullPolicy, PersistentVolumeAccessMode, Protocol } from 'cdk8s-plus-27';
import {
  Client,
  ConfigMap,
  DatabaseTls,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Password,
  Peer,
  Platform,
  Postgres,
  Redis,
  RedisEviction,
  Route,
  SecretKey,
  Server,
  Storage,
  Tls,
  Volume,
  WebStack,
  Worker,
  type Autoscaling,
  type ClientProps,
  type ConfigMapProps,
  type DatabaseProps,
  type ExternalServiceProps,
  type IngressNginxRoutesProps,
  type IProvider,
  type PlatformProps,
  type PodDefaults,
  type PostgresProps,
  type RedisProps,
  type Scheduling,
  type ServerProps,
  type WebStackProps,
  type WorkerProps,
  type WorkloadProps,
} from 'cdk8s-webstack';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

const platform: Required<PlatformProps> = {
  storageClass: 'fast',
  accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD,
  ingressClass: 'internal',
  ingressController: [Peer.cidr('10.128.0.0/20')],
  dns: [Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }), Peer.cidr('169.254.20.10/32')],
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  kubernetesVersion: '1.34',
  disposable: false,
};

const scheduling: Required<Scheduling> = {
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'dedicated', value: 'web', effect: 'NoSchedule' }],
  priorityClassName: 'web',
};

const podDefaults: Required<PodDefaults> = {
  labels: { team: 'web' },
  annotations: { 'example.com/contact': 'web@example.com' },
  imagePullSecrets: ['registry'],
  scheduling,
  digests: { 'registry.example.com/web/server:2.0.0': digest },
};

const database: Required<DatabaseProps> = {
  cpu: { request: Cpu.millis(250), limit: Cpu.units(2) },
  security: { user: 20001, group: 20001, readOnlyRootFilesystem: true, hostUsers: false },
  allowNamespaces: ['reports', 'admin'],
  scheduling: { ...scheduling, priorityClassName: 'data' },
};

const redis: Required<RedisProps> = {
  ...database,
  image: 'redis:8.2',
  storage: Storage.ofSize(Size.gibibytes(5)),
  memory: Size.gibibytes(1),
  eviction: RedisEviction.VOLATILE_TTL,
  password: Password.fromSecret('redis', 'password'),
  tls: DatabaseTls.fromSecret('redis-tls'),
};

const postgres: Required<PostgresProps> = {
  extensions: ['vector'],
  databases: {
    reports: { user: 'reporter', password: Password.fromSecret('reports', 'password'), extensions: ['postgis'] },
  },
  ...database,
  image: 'postgres:17.6',
  storage: Storage.ofSize(Size.gibibytes(50), { storageClass: 'faster' }),
  memory: Size.gibibytes(4),
  database: 'web',
  user: 'web',
  password: Password.fromSecret('postgres', 'password'),
  tls: DatabaseTls.fromSecret('postgres-tls'),
};

const mail: Required<ExternalServiceProps> = {
  host: 'smtp.example.com',
  port: 587,
  hostVariable: 'SMTP_HOST',
  portVariable: 'SMTP_PORT',
  variables: { SMTP_USER: 'web' },
  secrets: { SMTP_PASS: SecretKey.of('mail', 'password') },
  url: 'smtp://$(SMTP_USER):$(SMTP_PASS)@$(SMTP_HOST):$(SMTP_PORT)',
  cidrs: ['203.0.113.0/28'],
  files: { '/etc/mail/ca.crt': SecretKey.of('mail', 'ca.crt') },
  notSecret: ['SMTP_USER'],
};

const autoscaling: Required<Autoscaling> = {
  minReplicas: 3,
  maxReplicas: 9,
  cpuUtilization: 70,
  memoryUtilization: 80,
};

function workload(settings: ConfigMap, uses: IProvider[]): Required<WorkloadProps> {
  return {
    image: 'registry.example.com/web/server:2.0.0',
    command: ['node'],
    args: ['main.js'],
    uses,
    env: { MODE: 'production', SORT_KEY: 'date' },
    secrets: { SESSION_KEY: SecretKey.of('session', 'key') },
    config: { LOG_LEVEL: settings.key('level') },
    notSecret: ['SORT_KEY'],
    files: { '/app/flags.json': settings.key('flags.json') },
    volumes: {
      '/srv/scratch': Volume.emptyDir(Size.gibibytes(1)),
      '/srv/shared': Volume.claim('shared', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
    },
    writablePaths: ['/var/cache/app'],
    allowEgress: [
      {
        cidr: '198.51.100.0/24',
        exceptCidrs: ['198.51.100.8/29'],
        ports: [443],
        protocol: Protocol.TCP,
        allowMetadata: false,
      },
    ],
    health: Health.http('/ready', { livenessPath: '/live' }).withStartupTimeout(Duration.minutes(5)),
    resources: {
      cpu: { request: Cpu.millis(200), limit: Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      ephemeralStorage: { request: Size.gibibytes(4), limit: Size.gibibytes(4) },
    },
    security: { user: 20002, group: 20002, readOnlyRootFilesystem: true, hostUsers: true },
    termination: { preStop: Duration.seconds(15), gracePeriod: Duration.minutes(1) },
    scheduling: { ...scheduling, priorityClassName: 'front' },
  };
}

const webStack: Required<WebStackProps> = {
  ...{ namespace: 'full', createNamespace: true, isolated: true, labels: { 'cost-center': 'web' } },
  ...{ platform: Platform.generic(platform), podDefaults },
};

export function fullest(): App {
  const app = new App();
  const stack = new WebStack(app, 'fullest', webStack);
  const configMap: Required<ConfigMapProps> = { data: { level: 'info', 'flags.json': '{}' }, notSecret: ['level'] };
  const settings = new ConfigMap(stack, 'settings', configMap);
  const providers = [
    new Redis(stack, 'redis', redis),
    new Postgres(stack, 'postgres', postgres).connection.withUrl('DATABASE_URL'),
    new ExternalService(stack, 'mail', mail),
  ];
  const props = workload(settings, providers);
  const http = { port: 8080, autoscaling, allowNamespaces: ['admin'] };
  const clientProps: Required<Omit<ClientProps, 'replicas'>> = { ...props, ...http, uses: [] };
  const client = new Client(stack, 'client', clientProps);
  const serverProps: Required<Omit<ServerProps, 'replicas'>> = { ...props, ...http };
  const server = new Server(stack, 'server', serverProps);
  const worker: Required<WorkerProps> = {
    ...{ ...props, replicas: 4, sharesWork: true },
    health: Health.command(['node', 'health.js']),
  };
  new Worker(stack, 'worker', worker);
  const routes: Required<IngressNginxRoutesProps> = {
    hosts: ['web.example.com', '*.web.example.com'],
    tls: Tls.secret('web-tls'),
    routes: [
      Route.prefix('/', client),
      Route.prefix('/api', server, { stripPrefix: true }),
      Route.exact('/robots.txt', client),
    ],
  };
  new IngressNginxRoutes(stack, 'routes', routes);
  return app;
}
