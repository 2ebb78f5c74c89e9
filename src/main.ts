import { App, Size } from 'cdk8s';
import {
  Client,
  Health,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  Storage,
  WebStack,
  Worker,
} from './index';

const app = new App();
const fib = new WebStack(app, 'fib', { platform: Platform.minikube() });

const redis = new Redis(fib, 'redis');
const postgres = new Postgres(fib, 'postgres', { storage: Storage.ofSize(Size.gibibytes(2)) });
const client = new Client(fib, 'client', { image: 'example/fib-client:1.4.0', health: Health.http('/health') });
const server = new Server(fib, 'server', {
  image: 'example/fib-server:1.4.0',
  uses: [redis, postgres],
  health: Health.http('/ready', { livenessPath: '/live' }),
});
new Worker(fib, 'worker', {
  image: 'example/fib-worker:1.4.0',
  uses: [redis],
  health: Health.command(['node', 'build/health.js']),
});

new IngressNginxRoutes(fib, 'routes', {
  routes: [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })],
});

app.synth();
