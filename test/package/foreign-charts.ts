// Each construct alone in a chart that is not a WebStack, beside constructs of cdk8s-plus-27. empty-folder.test.ts runs it.
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import {
  Client,
  ConfigMap,
  ConfigMapKey,
  ExternalService,
  IngressNginxRoutes,
  Password,
  Postgres,
  Redis,
  Route,
  SecretKey,
  Server,
  Tls,
  Worker,
} from 'cdk8s-webstack';

const app = new App();
const image = 'example/fib-server:1.4.0';

function inChart(name: string, declare: (chart: Chart, secret: kplus.ISecret, settings: kplus.IConfigMap) => void) {
  const chart = new Chart(app, name);
  const secret = new kplus.Secret(chart, 'secret', { stringData: { password: 'made elsewhere' } });
  const settings = new kplus.ConfigMap(chart, 'settings', { data: { level: 'info' } });
  declare(chart, secret, settings);
}

inChart('client', (chart, _, settings) => {
  new Client(chart, 'it', { image, config: { LEVEL: ConfigMapKey.of(settings.name, 'level') } });
});
inChart('server', (chart, secret) => {
  new Server(chart, 'it', { image, secrets: { TOKEN: SecretKey.of(secret.name, 'password') } });
});
inChart('worker', (chart, _, settings) => {
  new Worker(chart, 'it', { image, config: { LEVEL: ConfigMapKey.of(settings.name, 'level') } });
});
inChart('redis', (chart) => {
  new Redis(chart, 'it', { password: Password.none() });
});
inChart('postgres', (chart, secret) => {
  new Postgres(chart, 'it', { password: Password.fromSecret(secret.name, 'password') });
});
inChart('config-map', (chart) => {
  new ConfigMap(chart, 'it', { data: { level: 'info' } });
});
inChart('external-service', (chart, secret) => {
  const secrets = { MAIL_PASSWORD: SecretKey.of(secret.name, 'password') };
  const mail = new ExternalService(chart, 'mail', { host: 'smtp.example.com', port: 587, secrets });
  new Worker(chart, 'it', { image, uses: [mail] });
});
inChart('routes', (chart) => {
  const pods = new kplus.Deployment(chart, 'theirs', { containers: [{ image, portNumber: 8080 }] });
  const service = pods.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  const endpoint = { service: service.name, port: 80, containerPort: 8080, podLabels: { app: 'theirs' } };
  new IngressNginxRoutes(chart, 'it', { tls: Tls.none(), routes: [Route.prefix('/', { endpoint })] });
});

app.synth();
