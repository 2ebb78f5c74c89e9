// A chart of cdk8s-plus-27 objects that uses single constructs of this library. Instead of a WebStack the chart names the
// namespace, which already exists.
import { ApiObject, App, Chart, Cron, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Health, IngressNginxRoutes, Platform, Postgres, Route, SecretKey, Server } from 'cdk8s-webstack';

const app = new App();
const chart = new Chart(app, 'wiki', { namespace: 'wiki' });
Platform.kind().applyTo(chart); // before the first component

const settings = new kplus.ConfigMap(chart, 'settings', { data: { language: 'en' } });
const session = kplus.Secret.fromSecretName(chart, 'session', 'wiki-session');

// Constructs of this library: a database, a server that reads the chart's own objects, and routes to the server.
const postgres = new Postgres(chart, 'postgres', { database: 'wiki' });
const server = new Server(chart, 'server', {
  image: 'example/wiki:5.1.0',
  uses: [postgres],
  secrets: { SESSION_KEY: SecretKey.of(session.name, 'key') },
  env: { WIKI_SETTINGS: settings.name },
  health: Health.http('/ready', { livenessPath: '/live' }),
});
new IngressNginxRoutes(chart, 'routes', { hosts: ['wiki.example.com'], routes: [Route.prefix('/', server)] });

// An object of the chart that calls the server by the name of its Service.
const sweep = new kplus.CronJob(chart, 'sweep', {
  schedule: Cron.daily(),
  podMetadata: { labels: server.connection.consumerLabels }, // The server's policy allows pods with these labels.
  containers: [
    {
      image: 'example/wiki-sweep:5.1.0',
      envVariables: { SERVER: kplus.EnvValue.fromValue(`http://${server.service.name}:5000`) },
      resources: {
        cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
        ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
      securityContext: { user: 10001, group: 10001 },
    },
  ],
});
// Only connections to the server and to DNS are allowed.
const { podLabels, containerPort } = server.endpoint;
const dns = { namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
new ApiObject(chart, 'sweep-policy', {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'sweep' },
  spec: {
    podSelector: { matchLabels: server.connection.consumerLabels },
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      { to: [{ podSelector: { matchLabels: podLabels } }], ports: [{ port: containerPort }] },
      { to: [dns], ports: [{ port: 53, protocol: 'UDP' }] },
    ],
  },
});
// cdk8s-plus-27 has no properties for these. The components of this library set them.
const pod = '/spec/jobTemplate/spec/template/spec';
ApiObject.of(sweep).addJsonPatch(
  JsonPatch.add(`${pod}/securityContext/seccompProfile`, { type: 'RuntimeDefault' }),
  JsonPatch.add(`${pod}/containers/0/securityContext/capabilities`, { drop: ['ALL'] }),
);

app.synth();
