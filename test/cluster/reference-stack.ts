// The reference application as src/main.ts declares it, with the changes of a test.
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

export interface Changes {
  /** The number of clients and of servers. */
  readonly replicas?: number;
  /** The user of all components. */
  readonly security?: Security;
  readonly hosts?: string[];
  readonly redis?: RedisProps;
  readonly without?: ('worker' | 'client route')[];
}

export function reference(stack: WebStack, changes: Changes = {}): Redis {
  const { replicas, security, hosts, without = [] } = changes;
  const redis = new Redis(stack, 'redis', { security, ...changes.redis });
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
  const toClient = without.includes('client route') ? [] : [Route.prefix('/', client)];
  const routes = [...toClient, Route.prefix('/api', server, { stripPrefix: true })];
  new IngressNginxRoutes(stack, 'routes', { hosts, routes });
  return redis;
}
