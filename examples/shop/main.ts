// A shop that keeps its orders in a database outside the cluster.
import { App } from 'cdk8s';
import {
  Client,
  DatabaseTls,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Redis,
  RedisEviction,
  Route,
  SecretKey,
  Server,
  Tls,
  WebStack,
} from 'cdk8s-webstack';

const app = new App();
const shop = new WebStack(app, 'shop', { platform: Platform.eks() });

const orders = Postgres.external(shop, 'orders', {
  host: 'orders.example.com',
  database: 'orders',
  user: 'shop',
  password: Password.fromSecret('orders', 'password'),
  cidrs: ['10.20.0.0/16'],
  tls: DatabaseTls.verified(SecretKey.of('orders-ca', 'ca.crt')),
});
const payments = new ExternalService(shop, 'payments', {
  host: 'api.payments.example.com',
  port: 443,
  secrets: { PAYMENTS_KEY: SecretKey.of('payments', 'key') },
});
const cache = new Redis(shop, 'redis', {
  eviction: RedisEviction.ALL_KEYS_LRU,
  password: Password.fromSecret('redis', 'password'),
});

const server = new Server(shop, 'server', {
  image: 'example/shop-server:3.0.2',
  uses: [orders, payments, cache.connection.withUrl('CACHE_URL')],
  health: Health.http('/ready', { livenessPath: '/live' }),
});
const client = new Client(shop, 'client', { image: 'example/shop-client:3.0.2' });

new IngressNginxRoutes(shop, 'routes', {
  hosts: ['shop.example.com'],
  tls: Tls.secret('shop-tls'),
  routes: [Route.prefix('/', client), Route.prefix('/api', server)],
});

app.synth();
