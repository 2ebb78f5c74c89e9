// The digests of a stack's images.
import { App } from 'cdk8s';
import { Client, Password, Platform, Postgres, Redis, Server, WebStack, Worker } from 'cdk8s-webstack';
import { errors, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const declare = (stack: WebStack) => {
  new Redis(stack, 'redis');
  new Server(stack, 'server', { image });
  new Worker(stack, 'worker', { image });
};
const errorsOf = (digests: Record<string, string>) => errors(declare, { podDefaults: { digests } });

test('appends the digest to the image and tag in every component', () => {
  const digests = { [image]: digest('a'), 'redis:8': digest('b') };
  const manifests = render(declare, { podDefaults: { digests } });
  const images = ['redis', 'server', 'worker'].map((name) => manifests.container(name).image);
  expect(images).toEqual([`redis:8@${digest('b')}`, `${image}@${digest('a')}`, `${image}@${digest('a')}`]);
});

test('leaves images without a digest unchanged', () => {
  const manifests = render(declare, { podDefaults: { digests: { 'redis:8': digest('b') } } });
  expect(manifests.container('server').image).toBe(image);
});

test('leaves images unchanged without digests', () => {
  expect(render((stack) => new Postgres(stack, 'postgres')).container('postgres').image).toBe('postgres:17');
  expect(errorsOf({})).toEqual([]);
});

test('finds an image with its registry, as the component writes it', () => {
  const name = 'registry.example:5000/team/client:2';
  const digests = { [name]: digest('c') };
  const manifests = render((stack) => new Client(stack, 'client', { image: name }), { podDefaults: { digests } });
  expect(manifests.container('client').image).toBe(`${name}@${digest('c')}`);
});

test('keeps the digests of stacks apart', () => {
  const app = new App();
  const podDefaults = (letter: string) => ({ digests: { [image]: digest(letter) } });
  for (const letter of ['a', 'b']) {
    const stack = new WebStack(app, letter, { platform: Platform.kind(), podDefaults: podDefaults(letter) });
    new Server(stack, `server-${letter}`, { image });
  }
  const manifests = renderApp(app);
  expect(manifests.container('server-a').image).toBe(`${image}@${digest('a')}`);
  expect(manifests.container('server-b').image).toBe(`${image}@${digest('b')}`);
});

test('lets stacks share digests if one of them runs each image', () => {
  const app = new App();
  const podDefaults = { digests: { [image]: digest('a'), 'redis:8': digest('b') } };
  new Server(new WebStack(app, 'one', { podDefaults }), 'server', { image });
  new Redis(new WebStack(app, 'two', { podDefaults }), 'redis', { password: Password.none() });
  const manifests = renderApp(app);
  expect(manifests.container('redis').image).toBe(`redis:8@${digest('b')}`);
});

describe('digests', () => {
  const allowed = "allowed: 'sha256:' and 64 characters from 0 to 9 and a to f";

  test.each([
    'a'.repeat(64),
    'sha256:abc',
    digest('A'),
    digest('g'),
    `${digest('a')}0`,
    `${digest('a')}\n`,
    `sha512:${'a'.repeat(64)}`,
    '',
  ])('rejects an invalid digest: %j', (invalid) => {
    const text = JSON.stringify(invalid);
    const value = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    expect(errorsOf({ [image]: invalid })).toEqual([`[app] podDefaults.digests["${image}"] is ${value}; ${allowed}.`]);
  });

  test('rejects an image that no component runs', () => {
    expect(errorsOf({ [image]: digest('a'), 'example/sever:1.4.0': digest('b') })).toEqual([
      '[app] podDefaults.digests has "example/sever:1.4.0", but no component runs this image. Write the image exactly as the component does, or leave it out.',
    ]);
  });

  test('rejects an image that already has a digest', () => {
    const name = `${image}@${digest('a')}`;
    const digests = { [name]: digest('a') };
    expect(errors((stack) => new Server(stack, 'server', { image: name }), { podDefaults: { digests } })).toEqual([
      `[app] the key "${name.slice(0, 79)}… of podDefaults.digests already has a digest. Leave it out.`,
    ]);
  });

  test('rejects values that are not text', () => {
    expect(errorsOf({ [image]: 7 as never })).toEqual([
      `[app] podDefaults.digests["${image}"] is a number; allowed: text.`,
    ]);
  });
});
