// Declares the reference application as src/main.ts does, with the changes that a test needs.
import { Size } from 'cdk8s';
import {
  Client,
  Health,
  IngressNginxRoutes,
  Postgres,
  Redis,
  Route,
  Server,
  Storage,
  Worker,
  type RedisProps,
  type Security,
  type WebStack,
} from 'cdk8s-webstack';

export interface ReferenceStackOptions {
  /** The number of clients and of servers. */
  readonly replicas?: number;
  /** The user and group of all components. */
  readonly security?: Security;
  readonly hosts?: string[];
  readonly redis?: RedisProps;
  /** Parts to leave out. */
  readonly without?: ('worker' | 'client route')[];
}

export function declareReferenceStack(stack: WebStack, options: ReferenceStackOptions = {}): Redis {
  const { replicas, security, hosts, without = [] } = options;
  const redis = new Redis(stack, 'redis', { security, ...options.redis });
  const postgres = new Postgres(stack, 'postgres', { security, storage: Storage.ofSize(Size.gibibytes(2)) });
  const client = new Client(stack, 'client', {
    ...{ image: 'example/fib-client:1.4.0', health: Health.http('/health'), replicas, security },
  });
  const server = new Server(stack, 'server', {
    ...{ image: 'example/fib-server:1.4.0', uses: [redis, postgres], replicas, security },
    health: Health.http('/ready', { livenessPath: '/live' }),
  });
  if (!without.includes('worker')) {
    new Worker(stack, 'worker', {
      ...{ image: 'example/fib-worker:1.4.0', uses: [redis], security },
      health: Health.command(['node', 'build/health.js']),
    });
  }
  const clientRoutes = without.includes('client route') ? [] : [Route.prefix('/', client)];
  const routes = [...clientRoutes, Route.prefix('/api', server, { stripPrefix: true })];
  new IngressNginxRoutes(stack, 'routes', { hosts, routes });
  return redis;
}
