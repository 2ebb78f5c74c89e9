// The application that the tests of this folder patch, and what its synthesis says.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Size, Yaml } from 'cdk8s';
import {
  Client,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  Storage,
  WebStack,
} from 'cdk8s-webstack';

export interface Application {
  readonly app: App;
  readonly stack: WebStack;
  readonly redis: Redis;
  readonly postgres: Postgres;
  readonly server: Server;
  readonly routes: IngressNginxRoutes;
}

export function declareApplication(outdir?: string): Application {
  const app = new App({ outdir });
  const stack = new WebStack(app, 'shop', { platform: Platform.minikube() });
  const redis = new Redis(stack, 'redis');
  const postgres = new Postgres(stack, 'postgres', { storage: Storage.ofSize(Size.gibibytes(1)) });
  const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
  const server = new Server(stack, 'server', { image: 'example/server:1.4.0', uses: [redis, postgres] });
  const routes = new IngressNginxRoutes(stack, 'routes', {
    hosts: ['shop.example.com'],
    routes: [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })],
  });
  return { app, stack, redis, postgres, server, routes };
}

/** Synthesizes a changed application, with empty files. Returns its errors, its warnings, and the files that were written. */
export function synthesizeChanged(change: (application: Application) => void) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'synthesis-'));
  const save = jest.spyOn(Yaml, 'save').mockImplementation((file) => writeFileSync(file, ''));
  const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const application = declareApplication(outdir);
    change(application);
    const errors = errorsOf(() => application.app.synth());
    const warnings = print.mock.calls.map(([text]) => String(text).trimEnd());
    return { errors, warnings, files: readdirSync(outdir) };
  } finally {
    print.mockRestore();
    save.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

function errorsOf(run: () => void): string[] {
  try {
    run();
    return [];
  } catch (error) {
    const [title, ...errors] = (error as Error).message.split('\n  ');
    return title === 'Validation failed with the following errors:' ? errors : [title];
  }
}
