import { App } from 'cdk8s';
import { ConfigMap, Server, WebStack } from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

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

test('renders a ConfigMap and the pod that reads it', () => {
  const manifests = configured(data);
  const { env, volumeMounts } = manifests.container('server');
  const { volumes } = manifests.pod('server');
  expect(yaml(manifests.get('ConfigMap'), { env, volumeMounts, volumes })).toMatchSnapshot();
});

test('changes the name, and so rolls out the pods, if the content changes', () => {
  const name = (level: string) => configured({ ...data, level }).get('ConfigMap').metadata.name;
  expect(name('info')).toBe(name('info'));
  expect(name('debug')).not.toBe(name('info'));
});

test('keeps the name if only the order of the keys changes', () => {
  const reordered = { 'flags.json': data['flags.json'], level: data.level };
  expect(configured(reordered).get('ConfigMap').metadata.name).toBe(configured(data).get('ConfigMap').metadata.name);
});

test('rejects an unknown key', () => {
  expect(errors((stack) => new ConfigMap(stack, 'settings', { data }).key('levle'))).toEqual([
    '[app/settings] the key of ConfigMap.key is "levle"; allowed: level, flags.json.',
  ]);
  expect(errors((stack) => new ConfigMap(stack, 'settings', { data: {} }).key('level'))).toEqual([
    '[app/settings] the key of ConfigMap.key is "level"; allowed: none, as data is empty.',
  ]);
});

test('rejects invalid keys, and more than 1 MiB of data', () => {
  expect(errors((stack) => new ConfigMap(stack, 'settings', { data: { 'a/b': 'x'.repeat(1024 * 1024) } }))).toEqual([
    "[app/settings] the key \"a/b\" of data is not valid; allowed: at most 253 letters, digits, '-', '_' and '.', except '.' itself and names that start with '..'.",
    '[app/settings] data has 1048579 bytes; allowed: 1048576. Keep large files in a volume or in the image.',
  ]);
});

test('rejects a key of a ConfigMap in another namespace', () => {
  const app = new App();
  const settings = new ConfigMap(new WebStack(app, 'one'), 'settings', { data });
  new Server(new WebStack(app, 'two'), 'server', { image, config: { LEVEL: settings.key('level') } });
  expect(() => app.synthYaml()).toThrow(
    /\[two\/server\] the namespace of the ConfigMap "settings-[0-9a-f]{8}" is "one"; allowed: the namespace of the pod, "two"\. Create the ConfigMap in that namespace too, and refer to it by name and key\.$/m,
  );
});
