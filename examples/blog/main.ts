// A blog: two servers that share a Postgres, one of which calls the other.
import { App, Size } from 'cdk8s';
import {
  Client,
  Health,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Route,
  Server,
  Storage,
  Tls,
  WebStack,
} from 'cdk8s-webstack';

const app = new App();
const blog = new WebStack(app, 'blog', { platform: Platform.gke() });

const postgres = new Postgres(blog, 'postgres', { database: 'blog', storage: Storage.ofSize(Size.gibibytes(10)) });
const health = Health.http('/ready', { livenessPath: '/live' });

const comments = new Server(blog, 'comments', {
  image: 'example/blog-comments:2.3.0',
  uses: [postgres.connection.withUrl('DATABASE_URL')],
  health,
});
// Articles are shown with their comments, which this server requests from COMMENTS_HOST and COMMENTS_PORT.
const articles = new Server(blog, 'articles', {
  image: 'example/blog-articles:2.3.0',
  uses: [postgres.connection.withUrl('DATABASE_URL'), comments],
  health,
});
const client = new Client(blog, 'client', { image: 'example/blog-client:2.3.0' });

new IngressNginxRoutes(blog, 'routes', {
  hosts: ['blog.example.com'],
  tls: Tls.secret('blog-tls'),
  routes: [
    Route.prefix('/', client),
    Route.prefix('/api/articles', articles, { stripPrefix: true }),
    Route.prefix('/api/comments', comments, { stripPrefix: true }),
  ],
});

app.synth();
