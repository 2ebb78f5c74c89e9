// Two servers that call each other: the first refers to the second by name.
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Server, type WebStack } from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';

function pair(stack: WebStack, prices = Server.byName(stack, 'prices')): void {
  const shop = new Server(stack, 'shop', { image, uses: [prices] });
  new Server(stack, 'prices', { image, uses: [shop] });
}

test('each server finds the other one', () => {
  const manifests = render((stack) => pair(stack));
  expect(manifests.environment('shop')).toEqual({ PRICES_HOST: 'prices', PRICES_PORT: '5000' });
  expect(manifests.environment('prices')).toEqual({ SHOP_HOST: 'shop', SHOP_PORT: '5000' });
});

test('each server may connect to the other one', () => {
  const manifests = render((stack) => pair(stack));
  for (const [own, other] of [
    ['shop', 'prices'],
    ['prices', 'shop'],
  ]) {
    const { labels } = manifests.get('Deployment', own).spec.template.metadata;
    expect(labels[`app.uses.webstack/${other}`]).toBe('true');
    const { egress } = manifests.get('NetworkPolicy', own).spec;
    const { matchLabels } = manifests.get('Deployment', other).spec.selector;
    expect(egress[0]).toEqual({ to: [{ podSelector: { matchLabels } }], ports: [{ protocol: 'TCP', port: 5000 }] });
  }
});

test('the later server may be in a group and have another port', () => {
  const manifests = render((stack) => {
    new Server(stack, 'shop', { image, uses: [Server.byName(stack, 'api-prices', 8080).withUrl('PRICES_URL')] });
    new Server(new Construct(stack, 'api'), 'prices', { image, port: 8080 });
  });
  expect(manifests.environment('shop').PRICES_URL).toBe('http://api-prices:8080');
});

test('the chart may have no namespace', () => {
  const chart = new Chart(new App(), 'mine');
  const shop = new Server(chart, 'shop', { image, uses: [Server.byName(chart, 'prices')] });
  new Server(chart, 'prices', { image, uses: [shop] });
  expect(() => chart.toJson()).not.toThrow();
});

test.each<[string, (stack: WebStack) => void, string]>([
  [
    'that is not declared',
    (stack) => new Server(stack, 'shop', { image, uses: [Server.byName(stack, 'price')] }),
    '"price", and the namespace has no such server. Declare it, or pass its path inside the chart, joined by \'-\'.',
  ],
  [
    'with another port',
    (stack) => pair(stack, Server.byName(stack, 'prices', 5001)),
    '"prices" on port 5001; allowed: 5000, the port of that server.',
  ],
])('rejects a server %s', (_, declare, complaint) => {
  expect(errors(declare)).toEqual([`[app] Server.byName refers to ${complaint}`]);
});

test.each([
  ['Prices', 'Write "prices"'],
  ['api/prices', "Pass the server's id, or its path inside the chart, joined by '-'"],
])('rejects the name %j', (name, wayOut) => {
  expect(errors((stack) => new Server(stack, 'shop', { image, uses: [Server.byName(stack, name)] }))).toEqual([
    `[app] the name of Server.byName is "${name}"; allowed: a Service name of at most 63 lower-case letters, digits and '-', starting with a letter, not ending with '-'. ${wayOut}.`,
  ]);
});
