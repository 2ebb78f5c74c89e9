// Users upload photos to a server, which adds them to a stream; two workers share the stream.
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

// The stream is data, so it is stored on a volume and survives the pod.
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
  // Both are members of one consumer group: each photo goes to one of them.
  replicas: 2,
  sharesWork: true,
  health: Health.command(['resizer', 'health']),
  // A terminating worker has that time to finish its photo; then another worker processes it.
  termination: { gracePeriod: Duration.minutes(2) },
});

new IngressNginxRoutes(photos, 'routes', {
  hosts: ['photos.example.com'],
  routes: [Route.prefix('/upload', upload, { stripPrefix: true })],
});

app.synth();
