import { Client, Health, Server, type ClientProps } from 'cdk8s-webstack';
import { render, yaml } from '../manifests';

const image = 'example/client:1.4.0';

test('needs only an image', () => {
  const manifests = render((stack) => new Client(stack, 'client', { image }));
  expect(yaml(manifests.get('Service'), manifests.container('client'))).toMatchSnapshot();
  expect(manifests.get('Deployment').spec.replicas).toBe(3);
});

test('accepts every property', () => {
  // replicas and autoscaling exclude each other
  const props: Required<Omit<ClientProps, 'replicas'>> = {
    ...{
      image,
      port: 8080,
      autoscaling: { maxReplicas: 5 },
      health: Health.http('/health'),
      command: ['nginx'],
      args: ['-g', 'daemon off;'],
    },
    ...{
      uses: [],
      env: { MODE: 'spa' },
      notSecret: [],
      secrets: {},
      config: {},
      files: {},
      volumes: {},
      writablePaths: ['/var/cache/nginx'],
    },
    ...{ resources: {}, security: { user: 101 }, termination: {}, allowNamespaces: ['shop'] },
    ...{ scheduling: { priorityClassName: 'web' }, allowEgress: [{ cidr: '203.0.113.0/24', ports: [443] }] },
  };
  const manifests = render((stack) => new Client(stack, 'client', props));
  expect(manifests.get('HorizontalPodAutoscaler').spec.maxReplicas).toBe(5);
  expect(manifests.pod('client').priorityClassName).toBe('web');
  expect(manifests.get('NetworkPolicy', 'client').spec.egress[0].to).toEqual([{ ipBlock: { cidr: '203.0.113.0/24' } }]);
  expect(manifests.get('Service').spec.ports[0]).toMatchObject({ port: 8080, targetPort: 'http' });
  expect(manifests.container('client')).toMatchObject({ command: ['nginx'], args: ['-g', 'daemon off;'] });
  expect(manifests.environment('client')).toEqual({ MODE: 'spa' });
  expect(manifests.folders('client')).toEqual({ '/tmp': 'emptyDir', '/var/cache/nginx': 'emptyDir' });
  expect(manifests.pod('client').securityContext).toMatchObject({ runAsUser: 101, runAsGroup: 10001 });
  expect(manifests.container('client').readinessProbe.httpGet).toEqual({ path: '/health', port: 'http' });
});

test('finds the server that it uses, in variables named after it', () => {
  const manifests = render((stack) => {
    const server = new Server(stack, 'api-server', { image });
    new Client(stack, 'client', { image, uses: [server] });
  });
  expect(manifests.environment('client')).toEqual({ API_SERVER_HOST: 'api-server', API_SERVER_PORT: '5000' });
  expect(manifests.get('Deployment', 'client').spec.template.metadata.labels).toMatchObject({
    'app.uses.webstack/api-server': 'true',
  });
});

test('exposes its Deployment and Service', () => {
  render((stack) => {
    const client = new Client(stack, 'client', { image });
    expect([client.deployment.kind, client.service.kind]).toEqual(['Deployment', 'Service']);
  });
});
