import { App } from 'cdk8s';
import { ConfigMap, Server, WebStack } from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

function configured(data: Record<string, string>) {
  return render((stack: WebStack) => {
    const settings = new ConfigMap(stack, 'settings', { data });
    new Server(stack, 'server', {
      image,
      config: { LOG_LEVEL: settings.key('level') },
      files: { '/app/flags.json': settings.key('flags.json') },
    });
  });
}

const data = { level: 'info', 'flags.json': '{ "beta": true }' };

test('a ConfigMap and the pod that reads it', () => {
  const manifests = configured(data);
  const { env, volumeMounts } = manifests.container('server');
  const { volumes } = manifests.pod('server');
  expect(yaml(manifests.get('ConfigMap'), { env, volumeMounts, volumes })).toMatchSnapshot();
});

test('a change of its content changes its name, and so rolls the pods', () => {
  const name = (level: string) => configured({ ...data, level }).get('ConfigMap').metadata.name;
  expect(name('info')).toBe(name('info'));
  expect(name('debug')).not.toBe(name('info'));
});

test('the order of its keys does not', () => {
  const reordered = { 'flags.json': data['flags.json'], level: data.level };
  expect(configured(reordered).get('ConfigMap').metadata.name).toBe(configured(data).get('ConfigMap').metadata.name);
});

test('a key that it does not have is refused', () => {
  expect(mistakes((stack) => new ConfigMap(stack, 'settings', { data }).key('levle'))).toEqual([
    '[app/settings] there is no key "levle"; there are level, flags.json',
  ]);
});

test('keys that no ConfigMap takes, and more than it holds, are refused', () => {
  expect(mistakes((stack) => new ConfigMap(stack, 'settings', { data: { 'a/b': 'x'.repeat(1024 * 1024) } }))).toEqual([
    "[app/settings] \"a/b\" is no key of a ConfigMap; allowed are letters, digits, '-', '_' and '.', at most 253, and not '.' or '..' first",
    '[app/settings] the data is 1048579 bytes; allowed are 1048576: keep large files in a volume or in the image',
  ]);
});

test('a key of a ConfigMap in another namespace is refused', () => {
  const app = new App();
  const settings = new ConfigMap(new WebStack(app, 'one'), 'settings', { data });
  new Server(new WebStack(app, 'two'), 'server', { image, config: { LEVEL: settings.key('level') } });
  expect(() => app.synthYaml()).toThrow('[two/server] the ConfigMap "settings-');
});
