// Changes that a cluster accepts, although they lose something that the library promises.
import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { Connection, Password, Redis, Server, Warnings } from 'cdk8s-webstack';
import { Draw } from '../laws/random/draw';
import { declareApp } from '../laws/random/stacks';
import { declareApplication, synthesizeChanged, type Application } from './application';

const spec = '/spec/template/spec';
const container = `${spec}/containers/0`;

const ingress = (path: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path, pathType: 'Prefix', backend: {} }] } }] },
});
/** A server that uses no provider. */
const serverWith = (env: Record<string, string>) => (application: Application) =>
  new Server(application.stack, 'api', { image: 'example/api:1.4.0', env });

/** The Service, and the way out, of a warning about a variable of that server. */
const denied = (variable: string, service: string) =>
  `[shop/api/Deployment] warning: its variable ${variable} names the Service ${service}, whose component is not in uses: its policy denies the connection. Name the component in uses. (undeclared-connection)`;

const job = (labels: Record<string, string>, env: object[] = []) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  spec: {
    template: {
      metadata: { labels },
      spec: {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'sweep',
            image: 'sweep:1',
            env,
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    },
  },
});

test.each<[string, (application: Application) => void, string[]]>([
  [
    'a Service that its routes no longer follow',
    ({ server }) => server.service.addJsonPatch(JsonPatch.replace('/metadata/name', 'api')),
    [
      '[shop/routes/Stripped] warning: its path /api(/|$)(.*) leads to port 5000 of the Service server, which no manifest declares. (lost-reference)',
    ],
  ],
  [
    'a Service that variables no longer follow',
    ({ redis }) => redis.service.addJsonPatch(JsonPatch.replace('/metadata/name', 'cache')),
    [
      '[shop/server/Deployment] warning: its variable REDIS_HOST names the Service redis, which no manifest declares. (lost-reference)',
    ],
  ],
  [
    'a Service that was removed',
    ({ redis }) => redis.node.tryRemoveChild('Service'),
    [
      '[shop/server/Deployment] warning: its variable REDIS_HOST names the Service redis, which no manifest declares. (lost-reference)',
    ],
  ],
  [
    'a consumer without its label',
    ({ server }) =>
      server.deployment.addJsonPatch(JsonPatch.remove('/spec/template/metadata/labels/shop.uses.webstack~1redis')),
    [
      '[shop/redis/NetworkPolicy] warning: its peer shop.uses.webstack/redis selects no pods any more. (lost-reference)',
    ],
  ],
  [
    'a label of pods that many manifests select',
    ({ redis }) =>
      redis.deployment.addJsonPatch(
        JsonPatch.replace('/spec/selector/matchLabels/app.kubernetes.io~1name', 'cache'),
        JsonPatch.replace('/spec/template/metadata/labels/app.kubernetes.io~1name', 'cache'),
      ),
    [
      '[shop/redis/Deployment] warning: the labels of its pods are changed: the NetworkPolicy redis, the Service redis, the NetworkPolicy redis.consumers, the NetworkPolicy server no longer lead to it. Undo the change, or change them too. (lost-reference)',
    ],
  ],
  [
    'a policy that denies declared traffic',
    ({ redis }) => redis.networkPolicy.addJsonPatch(JsonPatch.remove('/spec/ingress/0')),
    [
      '[shop/redis/NetworkPolicy] warning: spec.ingress denies declared traffic: from pods shop.uses.webstack/redis on port 6379/TCP. (closed-policy)',
    ],
  ],
  [
    'a stripped prefix that is not stripped',
    ({ routes }) => {
      const path = '/metadata/annotations/nginx.ingress.kubernetes.io~1rewrite-target';
      routes.ingresses[1].addJsonPatch(JsonPatch.remove(path));
    },
    [
      '[shop/routes/Stripped] warning: its annotation nginx.ingress.kubernetes.io/rewrite-target is changed: the prefix of its routes is not stripped. (route)',
    ],
  ],
  [
    'a selector of a Service that selects nothing',
    ({ server }) => server.service.addJsonPatch(JsonPatch.add('/spec/selector/a', 'b')),
    ['[shop/server/Service] warning: its selector selects no pods any more. (lost-reference)'],
  ],
  [
    'a policy that allows everything in',
    ({ server }) => server.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/ingress', [{}])),
    [
      '[shop/server/NetworkPolicy] warning: spec.ingress[0] has no from: it allows traffic from every address. (open-policy)',
    ],
  ],
  [
    'a policy that no longer restricts traffic out',
    ({ server }) => server.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/policyTypes', ['Ingress'])),
    ['[shop/server/NetworkPolicy] warning: spec.policyTypes lacks Egress: all of it is allowed. (open-policy)'],
  ],
  [
    'a policy that was removed',
    ({ server }) => server.node.tryRemoveChild('NetworkPolicy'),
    [
      '[shop/server] warning: the NetworkPolicy server was removed: its pods accept and open every connection. (removed-object)',
    ],
  ],
  [
    'a container without a readiness probe',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.remove(`${container}/readinessProbe`)),
    [
      '[shop/server/Deployment] warning: the container server loses its readinessProbe: the Service sends traffic to it before it is ready. (container)',
    ],
  ],
  [
    'a container with a writable program',
    ({ server }) =>
      server.deployment.addJsonPatch(JsonPatch.replace(`${container}/securityContext/readOnlyRootFilesystem`, false)),
    [
      '[shop/server/Deployment] warning: the container server loses its securityContext.readOnlyRootFilesystem: an attacker can change its program. (container)',
    ],
  ],
  [
    'a pod with a token',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace(`${spec}/automountServiceAccountToken`, true)),
    [
      '[shop/server/Deployment] warning: spec.automountServiceAccountToken of the pod is changed: the pod gets a token for the API of the cluster. (pod)',
    ],
  ],
  [
    'a pod that is killed early',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace(`${spec}/terminationGracePeriodSeconds`, 1)),
    [
      '[shop/server/Deployment] warning: spec.terminationGracePeriodSeconds of the pod is changed: the pod may be killed before it has finished its work. (pod)',
    ],
  ],
  [
    'a database that does not lock its volume',
    ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.remove(`${container}/command`)),
    [
      '[shop/postgres/Deployment] warning: the command of the container postgres no longer locks its volume: a second pod could write to it. (volume-lock)',
    ],
  ],
  [
    'a database with another user',
    ({ postgres }) => postgres.deployment.addJsonPatch(JsonPatch.replace(`${spec}/securityContext/fsGroup`, 70)),
    [
      '[shop/postgres/Deployment] warning: securityContext.fsGroup is changed: the pod may be unable to read and write the data that is already on its volume. (volume-data)',
    ],
  ],
  [
    'a pod in the network of its node, in a namespace that allows it',
    ({ stack, server }) => {
      stack.node.tryRemoveChild('Namespace');
      server.deployment.addJsonPatch(JsonPatch.add(`${spec}/hostNetwork`, true));
    },
    [
      '[shop/server/Deployment] warning: the pod does not meet the Pod Security Standard "restricted". It must have no hostNetwork. (pod-security)',
    ],
  ],
  [
    'a path of others that a stripped prefix hides',
    ({ stack }) => new ApiObject(stack, 'admin', ingress('/api/admin')),
    [
      '[shop/admin] warning: its path /api/admin of shop.example.com is never matched: the Ingress routes-stripped makes all paths of this host regular expressions, and its longer /api(/|$)(.*) matches first. Declare the path as a Route, or use another host. (hidden-path)',
    ],
  ],
  [
    'pods of others with our labels',
    ({ stack }) =>
      new ApiObject(stack, 'sweep', job({ 'app.kubernetes.io/name': 'server', 'app.kubernetes.io/instance': 'shop' })),
    [
      '[shop/sweep] warning: its pods have the labels that the Deployment server selects: they are counted as its pods and get their traffic. Change a label of these pods. (shared-labels)',
    ],
  ],
  [
    'a path that routes have too, which another controller may serve',
    ({ stack }) => new ApiObject(stack, 'admin', ingress('/')),
    [
      '[shop/admin] warning: its path "/" of shop.example.com is that of the Ingress routes too: ingress-nginx refuses the second one. Declare the path as a Route, or use another host. (hidden-path)',
    ],
  ],
  [
    'pods of others that may connect to nothing',
    ({ stack }) => new ApiObject(stack, 'sweep', job({ app: 'sweep' })),
    [
      '[shop/sweep] warning: its pods can neither resolve names nor connect: the namespace shop denies by default, and no other NetworkPolicy selects them. Give them the labels in consumerLabels of a connection that they use, or add a policy. (isolated-pod)',
    ],
  ],
  [
    'pods of others that name a provider, once',
    ({ stack }) => new ApiObject(stack, 'sweep', job({ app: 'sweep' }, [{ name: 'PGHOST', value: 'postgres' }])),
    [
      '[shop/sweep] warning: its variable PGHOST names the Service postgres, whose policy denies connections of these pods. Give them the labels in consumerLabels of its connection. (undeclared-connection)',
    ],
  ],
  ['a host that is not in uses', serverWith({ DATABASE_HOST: 'postgres' }), [denied('DATABASE_HOST', 'postgres')]],
  ['a URL that is not in uses', serverWith({ CACHE: 'redis://redis:6379' }), [denied('CACHE', 'redis')]],
  [
    'a URL with a user',
    serverWith({ DB: 'jdbc:postgresql://shop@postgres.shop.svc/shop' }),
    [denied('DB', 'postgres')],
  ],
  ['a host and port', serverWith({ CACHE: 'other:6379,redis:6379' }), [denied('CACHE', 'redis')]],
  ['a connection string', serverWith({ DB: 'Host=postgres;Port=5432' }), [denied('DB', 'postgres')]],
])('warns about %s', (_, change, warnings) => {
  expect(synthesizeChanged(change)).toEqual({ errors: [], warnings, files: ['shop.k8s.yaml'] });
});

test.each<[string, (application: Application) => void]>([
  ['an annotation', ({ server }) => server.service.metadata.addAnnotation('example.com/team', 'web')],
  ['a label', ({ server }) => server.deployment.metadata.addLabel('team', 'web')],
  [
    'more time to terminate',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace(`${spec}/terminationGracePeriodSeconds`, 90)),
  ],
  [
    'another probe',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.replace(`${container}/readinessProbe/periodSeconds`, 9)),
  ],
  ['a longer path of others', ({ stack }) => new ApiObject(stack, 'admin', ingress('/api/admin/panel'))],
  ['another path of others', ({ stack }) => new ApiObject(stack, 'admin', ingress('/apis'))],
  [
    'pods of others with some of our labels',
    ({ stack, redis }) => {
      const labels = { 'app.kubernetes.io/instance': 'shop', ...redis.connection.consumerLabels };
      new ApiObject(stack, 'sweep', job(labels, [{ name: 'REDIS_HOST', value: 'redis' }]));
    },
  ],
  [
    'pods of others with policies of their own',
    ({ stack, postgres }) => {
      new ApiObject(stack, 'sweep', job({ app: 'sweep' }, [{ name: 'PGHOST', value: 'postgres' }]));
      const policy = (id: string, spec: object) =>
        new ApiObject(stack, id, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });
      const podSelector = { matchLabels: { app: 'sweep' } };
      policy('out', { podSelector, policyTypes: ['Egress'], egress: [{}] });
      policy('in', {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': postgres.service.name } },
        ingress: [{ from: [{ podSelector }] }],
      });
    },
  ],
  [
    'pods of others in another namespace',
    ({ stack }) => new ApiObject(stack, 'sweep', { ...job({ app: 'sweep' }), metadata: { namespace: 'other' } }),
  ],
  [
    'words that are no hosts',
    serverWith({
      ...{ DB_TYPE: 'postgres', GREETING: 'ask redis or postgres', CACHE_IMAGE: 'redis:8', API_URL: 'http://api:5000' },
      ...{ REDIS_URL: 'rediss://redis.example.com', POSTGRES_HOSTS: 'postgres.data,db', LABEL: 'a//redis/b' },
    }),
  ],
  [
    'a canary of a path, or a path of another controller',
    ({ stack }) => {
      const annotations = { 'nginx.ingress.kubernetes.io/canary': 'true' };
      new ApiObject(stack, 'canary', { ...ingress('/'), metadata: { annotations } });
      const { apiVersion, kind, spec } = ingress('/');
      new ApiObject(stack, 'admin', { apiVersion, kind, spec: { ...spec, ingressClassName: 'traefik' } });
    },
  ],
  [
    'a Secret that is created elsewhere',
    ({ server }) => {
      const secretKeyRef = { name: 'keys', key: 'a' };
      server.deployment.addJsonPatch(JsonPatch.add(`${container}/env/-`, { name: 'A', valueFrom: { secretKeyRef } }));
    },
  ],
  [
    'a further variable',
    ({ server }) => server.deployment.addJsonPatch(JsonPatch.add(`${container}/env/-`, { name: 'A', value: 'info' })),
  ],
])('does not warn about %s', (_, change) => {
  expect(synthesizeChanged(change)).toMatchObject({ errors: [], warnings: [] });
});

test('warns about charts without a namespace that share names', () => {
  const { warnings } = synthesizeChanged(({ app }) => {
    for (const id of ['one', 'two']) new Redis(new Chart(app, id), 'cache', { password: Password.none() });
  });
  expect(warnings).toEqual([
    '[two/cache/ServiceAccount] warning: the chart one has the ServiceAccount cache, the NetworkPolicy cache, the Deployment cache, the Service cache too, and neither chart has a namespace: applied to the same one, they overwrite each other. Set the namespace of a chart. (same-name)',
  ]);
});

test('warns about a Service that does not exist, although its pods do, and about one of other pods', () => {
  const uses = (service: string) => {
    const endpoint = { service, port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };
    return [{ connection: Connection.toEndpoint(endpoint, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' }) }];
  };
  const { warnings } = synthesizeChanged(({ stack, redis }) => {
    new ApiObject(stack, 'nats', { ...job({ app: 'nats' }), metadata: { name: 'nats' } });
    const ports = [{ port: 4222 }];
    const metadata = { name: 'nats' };
    new ApiObject(stack, 'service', { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports } });
    new Server(stack, 'right', { image: 'a:1', uses: uses('nats') });
    new Server(stack, 'wrong', { image: 'a:1', uses: uses('nat') });
    const spec = { selector: { job: 'nats' }, ports };
    new ApiObject(stack, 'stray', {
      ...job({ job: 'nats', ...redis.connection.consumerLabels }),
      metadata: { name: 'stray' },
    });
    new ApiObject(stack, 'queue', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'queue' }, spec });
    new Server(stack, 'lost', { image: 'a:1', uses: uses('queue') });
  });
  expect(warnings).toEqual([
    '[shop/wrong] warning: it connects to the Service nat, which no manifest declares, although its pods are those of the Job nats. Declare the Service, or correct its name. (lost-reference)',
    '[shop/lost] warning: it connects to the Service queue, but the pods of the Job stray do not have the labels in podLabels of the endpoint: policies deny the connection. Correct podLabels. (lost-reference)',
  ]);
});

test('does not warn about random apps, nor about an annotation in them', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { app } = declareApp(new Draw(seed));
    for (const object of app.node.findAll().filter(ApiObject.isApiObject))
      object.metadata.addAnnotation('example.com/team', 'web');
    expect({ seed, warnings: Warnings.of(app).list() }).toEqual({ seed, warnings: [] });
  }
});

const open = ({ server }: Application) => server.networkPolicy.addJsonPatch(JsonPatch.replace('/spec/ingress', [{}]));

test('is silent about what was acknowledged, at the object or around it', () => {
  for (const scope of ['app', 'stack', 'server'] as const) {
    const { warnings } = synthesizeChanged((application) => {
      open(application);
      Warnings.of(application[scope]).acknowledge('open-policy', 'the mesh decides');
    });
    expect(warnings).toEqual([]);
  }
});

test('lists the warnings of a construct as values, with their reasons', () => {
  const application = declareApplication();
  open(application);
  Warnings.of(application.server).acknowledge('open-policy', 'the mesh decides');
  const warning = {
    path: 'shop/server/NetworkPolicy',
    rule: 'open-policy',
    message: 'spec.ingress[0] has no from: it allows traffic from every address.',
    reason: 'the mesh decides',
  };
  expect(Warnings.of(application.app).list()).toEqual([warning]);
  expect(Warnings.of(application.postgres).list()).toEqual([]);
});

test('Testing.synth prints nothing', () => {
  const application = declareApplication();
  open(application);
  const print = jest.spyOn(process.stderr, 'write');
  Testing.synth(application.stack);
  expect(print).not.toHaveBeenCalled();
  print.mockRestore();
});

test('prints each warning once for each synthesis', () => {
  const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const application = declareApplication();
  open(application);
  application.app.synthYaml();
  application.app.synthYaml();
  const { length } = print.mock.calls;
  print.mockRestore();
  expect(length).toBe(2);
});

test.each([
  [
    'single-writer',
    'because',
    'the rule of Warnings.acknowledge is "single-writer"; allowed: clear-text, closed-policy, container, hidden-path, isolated-pod, lost-reference, open-policy, pod, pod-security, removed-object, route, same-name, service, shared-labels, undeclared-connection, volume-data, volume-lock.',
  ],
  ['pod', ' ', 'the reason of Warnings.acknowledge is empty. Say why the warning does not matter.'],
])('rejects acknowledge(%j, %j)', (rule, reason, error) => {
  const { errors } = synthesizeChanged(({ server }) => Warnings.of(server).acknowledge(rule, reason));
  expect(errors).toEqual([`[shop/server] ${error}`]);
});
