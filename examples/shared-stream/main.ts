// Photos are uploaded to a server, which writes them into a stream; two workers share what is in it.
import { App, Duration, Size } from 'cdk8s';
import {
  ExternalService,
  Health,
  IngressNginxRoutes,
  Platform,
  Redis,
  Route,
  SecretKey,
  Server,
  Storage,
  WebStack,
  Worker,
} from 'cdk8s-webstack';

const app = new App();
const photos = new WebStack(app, 'photos', { platform: Platform.kind() });

// A stream is data: it outlives the pod.
const redis = new Redis(photos, 'redis', { storage: Storage.ofSize(Size.gibibytes(1)) });
const bucket = new ExternalService(photos, 'bucket', {
  host: 'storage.example.com',
  port: 443,
  secrets: { BUCKET_KEY: SecretKey.of('bucket', 'key') },
});
const env = { STREAM: 'photos', CONSUMER_GROUP: 'resizers' };

const upload = new Server(photos, 'upload', { image: 'example/photos-upload:0.9.1', uses: [redis, bucket], env });
new Worker(photos, 'worker', {
  image: 'example/photos-resizer:0.9.1',
  uses: [redis, bucket],
  env,
  // Members of one consumer group: each photo goes to one of the two.
  replicas: 2,
  sharesWork: true,
  health: Health.command(['resizer', 'health']),
  // A photo that was begun is finished, or left to another worker after that time.
  termination: { gracePeriod: Duration.minutes(2) },
});

new IngressNginxRoutes(photos, 'routes', {
  hosts: ['photos.example.com'],
  routes: [Route.prefix('/upload', upload, { stripPrefix: true })],
});

app.synth();
