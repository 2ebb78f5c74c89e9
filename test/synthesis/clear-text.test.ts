// Secrets in clear text, by patches and in objects of others: errors or warnings, unless the cluster is disposable.
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { ConfigMap, Platform, Server, Warnings, WebStack } from 'cdk8s-webstack';

const SECRET = 'Hunter2-Hunter2';
const env = '/spec/template/spec/containers/0/env';
const REASON = 'is (not shown: text under a name that means a secret); allowed: text that everybody may read.';

function declare(platform?: Platform) {
  const app = new App();
  const stack = new WebStack(app, 'shop', { platform });
  const notSecret = ['DESIGN_TOKEN'];
  const settings = new ConfigMap(stack, 'settings', { data: { DESIGN_TOKEN: 'blue' }, notSecret });
  const server = new Server(stack, 'server', { image: 'example/server:1.4.0', env: { A: 'a' }, notSecret });
  return { app, stack, settings, server };
}
type Declared = ReturnType<typeof declare>;

const setVariable = ({ server }: Declared, name: string) =>
  server.deployment.addJsonPatch(JsonPatch.add(`${env}/-`, { name, value: SECRET }));
const addForeign = (scope: Chart) =>
  new ApiObject(scope, 'foreign', { apiVersion: 'v1', kind: 'ConfigMap', data: { 'db.password': SECRET } });
const warningsOf = (scope: App | Chart) =>
  Warnings.of(scope)
    .list()
    .map(({ path, rule, message }) => [path, rule, message]);

const FOREIGN = `data["db.password"] ${REASON} Move it to a Secret, or acknowledge the rule if it is no secret.`;

test('a patch that adds a password is an error', () => {
  const declared = declare();
  setVariable(declared, 'PGPASSWORD');
  declared.settings.apiObject.addJsonPatch(JsonPatch.add('/data/password', SECRET));
  const error = errorOf(() => Testing.synth(declared.stack));
  const wayOut = 'Move it to a Secret, or acknowledge clear-text if it is no secret.';
  expect(error).toContain(`[shop/server/Deployment] containers[server].env["PGPASSWORD"] ${REASON} ${wayOut}`);
  expect(error).toContain(`[shop/settings/ConfigMap] data["password"] ${REASON} ${wayOut}`);
  expect(error).not.toContain(SECRET);
});

test('a false alarm of a patch is silenced by name, or acknowledged', () => {
  const byName = declare();
  setVariable(byName, 'DESIGN_TOKEN');
  byName.settings.apiObject.addJsonPatch(JsonPatch.replace('/data/DESIGN_TOKEN', 'red'));
  expect(warningsOf(byName.app)).toEqual([]);

  const acknowledged = declare();
  setVariable(acknowledged, 'API_TOKEN');
  Warnings.of(acknowledged.server).acknowledge('clear-text', 'a token of the sandbox');
  expect(Testing.synth(acknowledged.stack)).not.toEqual([]);
  expect(Warnings.of(acknowledged.app).list()).toMatchObject([
    { rule: 'clear-text', reason: 'a token of the sandbox' },
  ]);
});

test('an object of others that contains a password is a warning, in a stack and beside it', () => {
  const { app, stack } = declare();
  addForeign(stack);
  addForeign(new Chart(app, 'other', { namespace: 'other' }));
  expect(warningsOf(app)).toEqual([
    ['shop/foreign', 'clear-text', FOREIGN],
    ['other/foreign', 'clear-text', FOREIGN],
  ]);
});

test('a disposable cluster may contain passwords', () => {
  const declared = declare(Platform.minikube());
  setVariable(declared, 'PGPASSWORD');
  addForeign(declared.stack);
  const other = new Chart(declared.app, 'other', { namespace: 'other' });
  addForeign(other);
  expect(warningsOf(declared.app)).toEqual([]);
  new WebStack(declared.app, 'production', { platform: Platform.gke() });
  expect(warningsOf(declared.app)).toEqual([['other/foreign', 'clear-text', FOREIGN]]);
});

function errorOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
