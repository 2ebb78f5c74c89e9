// Two servers that call each other: the first knows the second by its name.
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Server, type WebStack } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';

function pair(stack: WebStack, later = Server.later(stack, 'prices')): void {
  const shop = new Server(stack, 'shop', { image, uses: [later] });
  new Server(stack, 'prices', { image, uses: [shop] });
}

test('each finds the other one', () => {
  const manifests = render((stack) => pair(stack));
  expect(manifests.environment('shop')).toEqual({ PRICES_HOST: 'prices', PRICES_PORT: '5000' });
  expect(manifests.environment('prices')).toEqual({ SHOP_HOST: 'shop', SHOP_PORT: '5000' });
});

test('each is let to the other one', () => {
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

test('it may be in a group, and listen elsewhere', () => {
  const manifests = render((stack) => {
    new Server(stack, 'shop', { image, uses: [Server.later(stack, 'api-prices', 8080).withUrl('PRICES_URL')] });
    new Server(new Construct(stack, 'api'), 'prices', { image, port: 8080 });
  });
  expect(manifests.environment('shop').PRICES_URL).toBe('http://api-prices:8080');
});

test('a chart may name no namespace', () => {
  const chart = new Chart(new App(), 'mine');
  const shop = new Server(chart, 'shop', { image, uses: [Server.later(chart, 'prices')] });
  new Server(chart, 'prices', { image, uses: [shop] });
  expect(() => chart.toJson()).not.toThrow();
});

test.each<[string, (stack: WebStack) => void, string]>([
  [
    'that is never declared',
    (stack) => new Server(stack, 'shop', { image, uses: [Server.later(stack, 'price')] }),
    '"price", and there is no such server in the namespace; declare it, or write its path with \'-\'',
  ],
  [
    'that listens elsewhere',
    (stack) => pair(stack, Server.later(stack, 'prices', 5001)),
    '"prices" on port 5001, which listens on 5000; say that',
  ],
])('a server is refused %s', (_, declare, complaint) => {
  expect(mistakes(declare)).toEqual([`[app] Server.later leads to ${complaint}`]);
});
