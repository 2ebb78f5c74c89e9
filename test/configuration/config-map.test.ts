import { ConfigMap, Server, type WebStack } from 'cdk8s-webstack';
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
