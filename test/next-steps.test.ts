import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Chart } from 'cdk8s';
import {
  Client,
  DatabaseTls,
  ExternalService,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Route,
  SecretKey,
  Server,
  Tls,
  WebStack,
} from 'cdk8s-webstack';
import { nextSteps } from '../scripts/next-steps';
import { render, renderApp, type Manifests } from './manifests';
import { blocks, page } from './readme';

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

test('docs/projects.md lists the Secrets of manifests, each key once', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  const app = new App({ outdir: path.join(folder, 'dist') });
  const podDefaults = { imagePullSecrets: ['registry'] };
  const stack = new WebStack(app, 'shop', { platform: Platform.eks(), podDefaults });
  const postgres = new Postgres(stack, 'postgres', { tls: DatabaseTls.fromSecret('postgres-tls') });
  const secrets = { KEY: SecretKey.of('stripe', 'key'), HOOK: SecretKey.of('stripe', 'hook') };
  const files = { '/etc/key': SecretKey.of('keys', 'signing') };
  const server = new Server(stack, 'server', { image, uses: [postgres], secrets, files });
  new Client(stack, 'client', { image, uses: [postgres, server] });
  const [hosts, tls] = [['shop.example.com'], Tls.secret('shop-tls')];
  new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', server)], hosts, tls });
  app.synth();
  const [command] = blocks('sh secrets', page('docs/projects.md'));
  const list = execFileSync('sh', ['-euc', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  rmSync(folder, { recursive: true });
  expect(list.trimEnd().split('\n')).toEqual([
    ...['keys signing', 'pgpassword PGPASSWORD', 'postgres-tls', 'postgres-tls ca.crt', 'registry'],
    ...['shop-tls', 'stripe hook', 'stripe key'],
  ]);
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
