// Objects of other authors that are correct, and that synthesis neither rejects nor warns about.
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { declareApplication, synthesizeChanged, type Application } from './application';
import { Warnings } from 'cdk8s-webstack';
import { neighbourFindings } from '../../src/manifests/neighbours';
import { lostReferences } from '../../src/manifests/references';

const OTHERS: Record<string, { apiVersion: string; kind: string; [field: string]: unknown }> = {
  'a StatefulSet with claims of its own': {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    spec: {
      selector: { matchLabels: { app: 'store' } },
      template: {
        metadata: { labels: { app: 'store' } },
        spec: { containers: [{ name: 'a', image: 'a:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    },
  },
  'a template with placeholders': {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    spec: { template: { metadata: { name: '{{ .name }}', labels: { stage: '{{ .stage }}' } } } },
  },
  'a role with colons in its name': {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'system:shop:reader' },
  },
  'a group of OpenShift': { apiVersion: 'user.openshift.io/v1', kind: 'Group', metadata: { name: 'Shop admins' } },
  'a list': { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'ConfigMap' }] },
  'the same path of another Ingress controller': {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    spec: {
      ingressClassName: 'traefik',
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/api/admin', pathType: 'Prefix', backend: {} }] } }],
    },
  },
};

test.each(Object.keys(OTHERS))('accepts %s', (name) => {
  const { errors, warnings } = synthesizeChanged(({ app }) => {
    new ApiObject(new Chart(app, 'others', { namespace: 'others' }), 'object', OTHERS[name]);
  });
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
});

class ObjectWithSecret extends ApiObject {
  readonly #text = 'text';

  public override toJson() {
    return { ...(super.toJson() as object), data: { key: this.#text } };
  }
}

test('accepts a patch of a class with private fields', () => {
  const { errors } = synthesizeChanged(({ stack }) => {
    const object = new ObjectWithSecret(stack, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
    object.addJsonPatch(JsonPatch.add('/metadata/annotations', { a: 'b' }));
  });
  expect(errors).toEqual([]);
});

// The next tests end in a fraction of a second. In quadratic time they would exceed the time limit of a test.

function inspectMany(count: number, declare: (application: Application, index: number) => void) {
  const application = declareApplication();
  for (let index = 0; index < count; index++) declare(application, index);
  return Warnings.of(application.app).list();
}

const configMap = { apiVersion: 'v1', kind: 'ConfigMap' };

test('renamed objects take linear time', () => {
  const rename = ({ stack }: Application, index: number) =>
    new ApiObject(stack, `o${index}`, configMap).addJsonPatch(JsonPatch.replace('/metadata/name', `p${index}`));
  expect(inspectMany(2500, rename)).toEqual([]);
});

test('selectors of many pods take linear time', () => {
  const manifests = Array.from({ length: 4000 }, (_, index) => {
    const [metadata, labels] = [
      { name: `o${index}`, namespace: 'shop' },
      { name: `o${index}`, stack: 'shop' },
    ];
    const deployment = { kind: 'Deployment', metadata, spec: { template: { metadata: { labels } } } };
    return [deployment, { kind: 'Service', metadata, spec: { selector: labels } }];
  }).flat();
  expect(lostReferences(manifests, [...manifests])).toEqual([]);
});

test('paths beside many stripped prefixes take linear time', () => {
  const ingress = (path: string, annotations: object) => {
    const http = { paths: [{ path, pathType: 'ImplementationSpecific' }] };
    return { kind: 'Ingress', metadata: { annotations }, spec: { rules: [{ host: 'a.example.com', http }] } };
  };
  const regex = { 'nginx.ingress.kubernetes.io/use-regex': 'true' };
  const count = 3000;
  const own = Array.from({ length: count }, (_, index) => ingress(`/p${index}(/|$)(.*)`, regex));
  const others = own.map((_, index) => ingress(`/z/${index}`, {}));
  expect(neighbourFindings([...own, ...others], own)).toEqual([]);
});

test('variables that name many Services of others take linear time', () => {
  const manifests = Array.from({ length: 3000 }, (_, index) => {
    const [metadata, labels] = [{ name: `o${index}` }, { app: `o${index}` }];
    const env = [{ name: 'HOST', value: `o${index + 1}` }];
    const spec = { template: { metadata: { labels }, spec: { containers: [{ env }] } } };
    return [
      { kind: 'Deployment', metadata, spec },
      { kind: 'Service', metadata, spec: { selector: labels } },
      { kind: 'NetworkPolicy', metadata, spec: { podSelector: { matchLabels: labels } } },
    ];
  }).flat();
  expect(neighbourFindings(manifests, manifests)).toHaveLength(2999);
});

test('pods beside many policies take linear time', () => {
  const denial = { kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1', spec: { podSelector: {} } };
  const others = Array.from({ length: 3000 }, (_, index) => {
    const labels = { app: `o${index}` };
    const spec = { podSelector: { matchLabels: { app: `o${index + 1}` } } };
    return [
      { kind: 'Pod', metadata: { labels } },
      { kind: 'NetworkPolicy', apiVersion: 'networking.k8s.io/v1', spec },
    ];
  }).flat();
  expect(neighbourFindings([denial, ...others], [denial])).toHaveLength(1);
});
