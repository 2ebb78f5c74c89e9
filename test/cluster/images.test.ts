// The remedies of docs/troubleshooting.md for a read-only file system work.
import { Worker } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, deleteNamespace, eventually, kubectl, recreateNamespace } from './cluster';

const namespace = 'webstack-test-images';

beforeAll(() => recreateNamespace(namespace));
afterAll(() => deleteNamespace(namespace));

function log(component: string, ...more: string[]): Promise<string> {
  return kubectl('logs', '--namespace', namespace, `deployment/${component}`, ...more);
}

describe('a program that writes to its cache', () => {
  const folder = '/var/cache';
  const program = `require('fs').writeFileSync('${folder}/page', ''); console.log('written'); setInterval(() => {}, 1000)`;
  const renderWorker = (id: string, writablePaths?: string[]) =>
    render(
      (stack) => new Worker(stack, id, { image: 'node:22-slim', command: ['node', '--eval', program], writablePaths }),
      { namespace },
    );

  test('fails with EROFS if its folder is not declared writable', async () => {
    await applyAll(renderWorker('refused'));
    await eventually('an error', async () => (await log('refused')).includes('EROFS: read-only file system'));
  });

  test('runs if its folder is in writablePaths', async () => {
    await applyAll(renderWorker('allowed', [folder]));
    await eventually('a folder', async () => (await log('allowed')).includes('written'));
  });
});
