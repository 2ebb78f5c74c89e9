// Where manifests contain secrets in clear text. No finding contains the text.
import { findAddedClearText, findClearText } from '../../src/manifests/clear-text-places';
import type { Manifest } from '../../src/manifests/manifest';

const SECRET = 'Hunter2-Hunter2';
const BY_NAME = 'text under a name that means a secret';

const deployment = (container: object, list = 'containers'): Manifest => ({
  kind: 'Deployment',
  spec: { template: { spec: { [list]: [{ name: 'a', ...container }] } } },
});
const variable = (name: string, value: unknown) => ({ env: [{ name, value }] });

test.each<[Manifest, string, string]>([
  [deployment(variable('PGPASSWORD', SECRET)), 'containers[a].env["PGPASSWORD"]', BY_NAME],
  [deployment(variable('API_TOKEN', SECRET), 'initContainers'), 'initContainers[a].env["API_TOKEN"]', BY_NAME],
  [deployment(variable('URL', `redis://:${SECRET}@a`)), 'containers[a].env["URL"]', 'a URL with a password'],
  [deployment({ args: ['serve', `--password=${SECRET}`] }), 'containers[a].args[1]', BY_NAME],
  [deployment({ command: ['sh', '-c', `PGPASSWORD=${SECRET} psql`] }), 'containers[a].command[2]', BY_NAME],
  [
    deployment({ livenessProbe: { exec: { command: ['ping', '--token', SECRET] } } }),
    'containers[a].livenessProbe.exec.command[2]',
    BY_NAME,
  ],
  [{ kind: 'ConfigMap', data: { 'db.password': SECRET } }, 'data["db.password"]', BY_NAME],
  [
    {
      kind: 'CronJob',
      spec: {
        jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', args: [`--token=${SECRET}`] }] } } } },
      },
    },
    'containers[a].args[0]',
    BY_NAME,
  ],
])('finds the secret of %j', (manifest, place, reason) => {
  const found = findClearText(manifest);
  expect(found).toMatchObject([{ place, reason }]);
  expect(JSON.stringify(found)).not.toContain(SECRET);
});

test.each<[Manifest]>([
  [deployment({ env: [{ name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] })],
  [deployment(variable('TOKEN_TTL', '3600'))],
  [deployment({ args: ['--password=$(PGPASSWORD)', '--password-file=/run/secrets/password'] })],
  [deployment({ env: 'none', args: [1, null], command: {} })],
  [{ kind: 'ConfigMap', data: { level: 'info', SECRET_NAME: 'a' } }],
  [{ kind: 'ConfigMap', data: null }],
  [{ kind: 'Service', data: { password: SECRET } }],
])('finds no secret in %j', (manifest) => {
  expect(findClearText(manifest)).toEqual([]);
});

test('finds what a change adds, and not what was declared under that name', () => {
  const [declared, changed] = ['one', 'two'].map((text) => deployment(variable('DESIGN_TOKEN', text)));
  expect(findAddedClearText(declared, changed)).toEqual([]);
  expect(findAddedClearText(deployment({}), changed)).toHaveLength(1);
});
