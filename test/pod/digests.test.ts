// The content of images, said once for a stack.
import { App } from 'cdk8s';
import { Client, Platform, Postgres, Redis, Server, WebStack, Worker } from 'cdk8s-webstack';
import { mistakes, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const declare = (stack: WebStack) => {
  new Redis(stack, 'redis');
  new Server(stack, 'server', { image });
  new Worker(stack, 'worker', { image });
};
const refused = (digests: Record<string, string>) => mistakes(declare, { podDefaults: { digests } });

test('every component that runs an image runs that content of it, and keeps the tag', () => {
  const digests = { [image]: digest('a'), 'redis:8': digest('b') };
  const manifests = render(declare, { podDefaults: { digests } });
  const images = ['redis', 'server', 'worker'].map((name) => manifests.container(name).image);
  expect(images).toEqual([`redis:8@${digest('b')}`, `${image}@${digest('a')}`, `${image}@${digest('a')}`]);
});

test('an image that is not named is run as it is written', () => {
  const manifests = render(declare, { podDefaults: { digests: { 'redis:8': digest('b') } } });
  expect(manifests.container('server').image).toBe(image);
});

test('where nothing is said images are run as they are written', () => {
  expect(render((stack) => new Postgres(stack, 'postgres')).container('postgres').image).toBe('postgres:17');
  expect(refused({})).toEqual([]);
});

test('an image is named as the component writes it: with its registry', () => {
  const name = 'registry.example:5000/team/client:2';
  const digests = { [name]: digest('c') };
  const manifests = render((stack) => new Client(stack, 'client', { image: name }), { podDefaults: { digests } });
  expect(manifests.container('client').image).toBe(`${name}@${digest('c')}`);
});

test('each stack has its own', () => {
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

test('stacks may share a list, each of whose images one of them runs', () => {
  const app = new App();
  const podDefaults = { digests: { [image]: digest('a'), 'redis:8': digest('b') } };
  new Server(new WebStack(app, 'one', { podDefaults }), 'server', { image });
  new Redis(new WebStack(app, 'two', { podDefaults }), 'redis');
  const manifests = renderApp(app);
  expect(manifests.container('redis').image).toBe(`redis:8@${digest('b')}`);
});

describe('digests are refused', () => {
  const allowed = "allowed is 'sha256:' and 64 of 0-9 and a-f";

  test.each([
    'a'.repeat(64),
    'sha256:abc',
    digest('A'),
    digest('g'),
    `${digest('a')}0`,
    `${digest('a')}\n`,
    `sha512:${'a'.repeat(64)}`,
    '',
  ])('that are none: %j', (wrong) => {
    const text = JSON.stringify(wrong);
    const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    expect(refused({ [image]: wrong })).toEqual([`[app] podDefaults.digests has ${shown} for "${image}"; ${allowed}`]);
  });

  test('of an image that no component runs: it may be misspelt', () => {
    expect(refused({ [image]: digest('a'), 'example/sever:1.4.0': digest('b') })).toEqual([
      '[app] podDefaults.digests names "example/sever:1.4.0", which no component runs; write it as the component does, or leave it out',
    ]);
  });

  test('of an image that has one already', () => {
    const name = `${image}@${digest('a')}`;
    const digests = { [name]: digest('a') };
    expect(mistakes((stack) => new Server(stack, 'server', { image: name }), { podDefaults: { digests } })).toEqual([
      `[app] podDefaults.digests names "${name.slice(0, 79)}…, which has a digest already; leave it out`,
    ]);
  });

  test('that are no texts', () => {
    expect(refused({ [image]: 7 as never })).toEqual([
      `[app] podDefaults.digests["${image}"] is a number; allowed is text`,
    ]);
  });
});
