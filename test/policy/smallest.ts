// Every component with its required properties only, on a platform that is not disposable.
import { App } from 'cdk8s';
import {
  Client,
  ConfigMap,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Password,
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
  // Without a health check a worker has no liveness probe, and checkov requires one (CKV_K8S_8).
  new Worker(stack, 'worker', { image: 'example/worker:1.0.0', health: Health.command(['worker', 'health']) });
  new Redis(stack, 'redis', { password: Password.fromSecret('redis', 'password') });
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
