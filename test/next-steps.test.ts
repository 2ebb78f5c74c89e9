import { App, Chart } from 'cdk8s';
import {
  Client,
  ExternalService,
  IngressNginxRoutes,
  Password,
  Postgres,
  Route,
  SecretKey,
  Server,
  Tls,
} from 'cdk8s-webstack';
import { nextSteps } from '../scripts/next-steps';
import { render, renderApp, type Manifests } from './manifests';

const image = 'example/server:1.4.0';
const steps = ({ objects }: Manifests): string => nextSteps(objects).join('\n');

test('creates everything that the manifests need and do not contain, before it applies them', () => {
  const manifests = render(
    (stack) => {
      const mail = new ExternalService(stack, 'mail', {
        host: 'smtp.example.com',
        port: 587,
        secrets: { MAIL_USER: SecretKey.of('mail', 'user'), MAIL_PASSWORD: SecretKey.of('mail', 'password') },
      });
      const uses = [new Postgres(stack, 'postgres'), mail];
      const server = new Server(stack, 'server', {
        image,
        uses,
        files: { '/etc/key': SecretKey.of('keys', 'signing') },
      });
      new IngressNginxRoutes(stack, 'routes', {
        routes: [Route.prefix('/', server)],
        hosts: ['shop.example'],
        tls: Tls.secret('shop-tls'),
      });
    },
    { podDefaults: { imagePullSecrets: ['registry'] } },
  );
  expect(steps(manifests)).toMatchSnapshot();
});

test('creates no Secret that the manifests contain', () => {
  const password = Password.inline('throw-away');
  expect(steps(render((stack) => new Postgres(stack, 'postgres', { password })))).not.toContain('secret');
});

test('leaves the namespace of a chart without one to kubectl', () => {
  const app = new App();
  new Client(new Chart(app, 'mine'), 'client', { image, secrets: { KEY: SecretKey.of('keys', 'one') } });
  expect(steps(renderApp(app))).toBe(
    "kubectl create secret generic keys --from-literal one='<one>'\nkubectl apply --server-side --filename dist/",
  );
});
