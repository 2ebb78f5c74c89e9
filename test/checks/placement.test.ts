// A scope or an id of another type: no construct can exist, so the constructor throws, with a message of the library.
import { App } from 'cdk8s';
import {
  Client,
  ConfigMap,
  ExternalService,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  WebStack,
  Worker,
} from 'cdk8s-webstack';
import { errors } from '../manifests';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JavaScript can pass any value
type Anything = any;

const CLASSES = { Client, ConfigMap, ExternalService, IngressNginxRoutes, Postgres, Redis, Server, Worker };
const ORDER = 'Pass the scope, the id and the properties, in this order.';

describe.each(Object.entries<Anything>(CLASSES))('%s', (name, Class) => {
  const stack = () => new WebStack(new App(), 'app');

  test('rejects a missing id', () => {
    expect(() => new Class(stack())).toThrow(`app: the id of a new ${name} is missing. ${ORDER}`);
    expect(() => new Class(stack(), '')).toThrow(`app: the id of a new ${name} is empty. ${ORDER}`);
  });

  test('rejects properties in place of the id', () => {
    expect(() => new Class(stack(), { image: 'a:1' })).toThrow(
      `app: the id of a new ${name} is an Object; allowed: text. ${ORDER}`,
    );
  });

  test('rejects a scope and an id that are swapped', () => {
    expect(() => new Class('x', stack())).toThrow(`new ${name}: the scope and the id are swapped. ${ORDER}`);
  });

  test('rejects a scope that is no construct', () => {
    expect(() => new Class({}, 'x')).toThrow(
      `new ${name}: the scope is an Object; allowed: a construct, such as the stack. ${ORDER}`,
    );
    expect(() => new Class(Promise.resolve(), 'x')).toThrow(
      `new ${name}: the scope is a Promise; allowed: a construct, such as the stack. Await it before you pass it.`,
    );
  });
});

test('rejects a stack without an id', () => {
  expect(() => new (WebStack as Anything)(new App())).toThrow(`the App: the id of a new WebStack is missing. ${ORDER}`);
});

test('rejects a scope that is no construct in static methods', () => {
  expect(() => Server.byName('x' as Anything, new App() as Anything)).toThrow(
    'Server.byName: the scope and the id are swapped.',
  );
  expect(() => Platform.of({} as Anything)).toThrow('Platform.of: the scope is an Object; allowed: a construct');
});

test('rejects a path and a component that are swapped', () => {
  const declare = (stack: WebStack) => {
    const server = new Server(stack, 'server', { image: 'example/server:1.4.0' });
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.exact(server as Anything, '/api' as Anything)] });
  };
  expect(errors(declare)).toEqual([
    "[app/routes] Route.exact: the path and the component are swapped. Write Route.exact('/api', server).",
  ]);
});
