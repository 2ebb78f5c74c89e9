import { kubectl } from '../cluster';

export function describeImages(): void {
  test.each(['server', 'worker'])('the image of the %s contains no package manager', async (component) => {
    const search = ['sh', '-c', 'command -v npm npx yarn corepack || true'];
    const found = await kubectl('exec', '--namespace', 'fib', `deployment/${component}`, '--', ...search);
    expect(found).toBe('');
  });
}
