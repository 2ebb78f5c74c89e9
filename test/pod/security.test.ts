import { App, JsonPatch, Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  Client,
  Password,
  Platform,
  Postgres,
  Redis,
  Server,
  Storage,
  Volume,
  Warnings,
  WebStack,
  Worker,
  type Security,
} from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';
const platform = Platform.generic({ kubernetesVersion: '1.33' });
const NAMES = ['client', 'server', 'worker', 'redis', 'postgres'];

/** One component of each kind. */
function declareAll(stack: WebStack, security: Security): void {
  new Client(stack, 'client', { image, security });
  new Server(stack, 'server', { image, security });
  new Worker(stack, 'worker', { image, security });
  new Redis(stack, 'redis', { password: Password.none(), security });
  new Postgres(stack, 'postgres', { security });
}

describe('hostUsers', () => {
  test.each<[unknown, Security]>([
    [false, { hostUsers: false }],
    [undefined, { hostUsers: true }],
    [undefined, {}],
  ])('is %s in the pod of %j', (expected, security) => {
    const manifests = render((stack) => declareAll(stack, security), { platform });
    expect(NAMES.map((name) => manifests.pod(name).hostUsers)).toEqual(NAMES.map(() => expected));
  });

  test('needs a platform that offers user namespaces', () => {
    const own = Platform.minikube();
    const message =
      'security.hostUsers is false; allowed: true (user namespaces need Kubernetes 1.33, and the platform allows 1.30). ' +
      "Set kubernetesVersion: '1.33' on the platform, or remove hostUsers.";
    const found = errors((stack) => declareAll(stack, { hostUsers: false }), { platform: own });
    expect(found).toEqual(NAMES.map((name) => `[app/${name}] ${message}`));
    expect(errors((stack) => declareAll(stack, { hostUsers: true }), { platform: own })).toEqual([]);
  });

  test('is missed if a patch removes it', () => {
    const stack = new WebStack(new App(), 'app', { platform });
    const { deployment } = new Server(stack, 'server', { image, security: { hostUsers: false } });
    expect(Warnings.of(stack).list()).toEqual([]);
    deployment.addJsonPatch(JsonPatch.remove('/spec/template/spec/hostUsers'));
    expect(Warnings.of(stack).list()).toMatchObject([
      {
        path: 'app/server/Deployment',
        message:
          'spec.hostUsers of the pod is changed: a process that breaks out of its container has the rights of its user on the node.',
      },
    ]);
  });

  test('rejects ids that a user namespace does not have', () => {
    const allowed = 'allowed: a whole number from 1 to 65535 (with hostUsers: false, the pod has no others)';
    const declare = (stack: WebStack, hostUsers: boolean) =>
      new Server(stack, 'server', { image, security: { user: 65_535, group: 65_536, hostUsers } });
    expect(errors((stack) => declare(stack, false), { platform })).toEqual([
      `[app/server] security.group is 65536; ${allowed}. Set another, or remove hostUsers.`,
    ]);
    expect(errors((stack) => declare(stack, true), { platform })).toEqual([]);
  });

  test('is not judged by a platform with errors', () => {
    const declare = (stack: WebStack) => new Server(stack, 'server', { image, security: { hostUsers: false } });
    expect(errors(declare, { platform: Platform.generic({ kubernetesVersion: '33' }) })).toEqual([
      `[app] Platform.generic.kubernetesVersion is "33"; allowed: a major and minor version from 1.27, such as '1.30'.`,
    ]);
  });

  test('rejects claims that network file systems offer', () => {
    const { READ_WRITE_MANY: many, READ_ONLY_MANY, READ_WRITE_ONCE } = PersistentVolumeAccessMode;
    const volumes = {
      '/srv/claim': Volume.claim('nfs', { accessMode: many }),
      '/srv/new': Volume.persistent('new', Size.gibibytes(1), { accessMode: READ_ONLY_MANY }),
      '/srv/disk': Volume.claim('disk', { accessMode: READ_WRITE_ONCE }),
      '/srv/empty': Volume.emptyDir(Size.gibibytes(1)),
    };
    const declare = (stack: WebStack, hostUsers: boolean) => {
      new Server(stack, 'server', { image, replicas: 1, volumes, security: { hostUsers } });
      new Redis(stack, 'redis', { password: Password.none(), storage: Storage.claim('own'), security: { hostUsers } });
    };
    const message = (path: string) =>
      `[app/server] security.hostUsers is false; allowed: true (the claim on "${path}" is for several pods, as on NFS, which has no ` +
      'user namespaces). Remove hostUsers, or mount a claim with the access mode ReadWriteOnce.';
    expect(errors((stack) => declare(stack, false), { platform })).toEqual([
      message('/srv/claim'),
      message('/srv/new'),
    ]);
    expect(errors((stack) => declare(stack, true), { platform })).toEqual([]);
  });
});
