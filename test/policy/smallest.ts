// Every component with nothing but what it needs, on a platform that is not thrown away.
import { App } from 'cdk8s';
import {
  Client,
  ConfigMap,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Postgres,
  Redis,
  Route,
  Server,
  Tls,
  WebStack,
  Worker,
} from 'cdk8s-webstack';

export function smallest(): App {
  const app = new App();
  const stack = new WebStack(app, 'smallest');
  const client = new Client(stack, 'client', { image: 'example/client:1.0.0' });
  const server = new Server(stack, 'server', { image: 'example/server:1.0.0' });
  // A worker that says nothing of its health has no liveness probe, and nothing could be put in its place: checkov asks
  // for one (CKV_K8S_8). It is here with one that its program would have.
  new Worker(stack, 'worker', { image: 'example/worker:1.0.0', health: Health.command(['worker', 'health']) });
  new Redis(stack, 'redis');
  new Postgres(stack, 'postgres');
  new ConfigMap(stack, 'settings', { data: {} });
  new ExternalService(stack, 'mail', { host: 'smtp.example.com', port: 587 });
  new IngressNginxRoutes(stack, 'routes', {
    hosts: ['smallest.example.com'],
    tls: Tls.controllerCertificate(),
    routes: [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })],
  });
  return app;
}
