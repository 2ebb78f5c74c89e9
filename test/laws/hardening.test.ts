// Every protection of the reference application is noticed if it is removed.
import { readFileSync } from 'node:fs';
import { apiComponents, apiTypes } from '../api';
import { Manifests } from '../manifests';
import { fullest } from '../policy/fullest';
import { smallest } from '../policy/smallest';
import { judgedStacks } from '../policy/stacks';
import { defaults, rules, violations } from './hardening';
import { removals } from './mutants';
import { contradictStatement } from './wiring';

const reference = Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8'));
const all = [...rules, ...defaults];
const HTTPS = 'requests from outside use HTTPS';

test.each(judgedStacks())('every rule holds for $name', ({ manifests, disposable }) => {
  const asked = all.filter(([rule]) => !(disposable && rule === HTTPS));
  expect(violations(manifests, asked)).toEqual([]);
});

test.each([
  { stack: 'smallest', app: smallest() },
  { stack: 'fullest', app: fullest() },
])('the stack $stack has every component, so that rules and policy checkers judge it', ({ stack, app }) => {
  const declared = new Set(app.node.findAll().map(({ constructor }) => constructor.name));
  const components = apiComponents(apiTypes());
  expect(components.length).toBeGreaterThan(5);
  expect(
    components
      .filter(({ name }) => !declared.has(name))
      .map(({ name }) => `test/policy/${stack}.ts declares no ${name}: add one to it.`),
  ).toEqual([]);
});

test('the reference application serves HTTP, because its platform is minikube', () => {
  expect(violations(reference, defaults)).toEqual([`${HTTPS}: routes`, `${HTTPS}: routes-stripped`]);
});

const PROTECTIONS: [what: string, path: RegExp][] = [
  ['the pod security standard of the namespace', /^Namespace\/fib\.metadata\.labels\.pod-security\.[^.]*\.[^.]*$/],
  ['ServiceAccounts', /^ServiceAccount\/[^.]*(\.automount.*)?$|serviceAccountName$|automountServiceAccountToken$/],
  ['policies', /^NetworkPolicy\/[\w-]*(\.(default-deny|consumers))?$/],
  [
    'parts of policies',
    /^NetworkPolicy\/.*\.spec\.(.*\.)?(\d+|from|to|ports|port|podSelector|namespaceSelector|\w*gress|policyTypes)$/,
  ],
  ['disruption budgets', /^PodDisruptionBudget\/[^.]*(\.spec\..*)?$/],
  ['security of pods', /\.spec\.securityContext(\.(?!fsGroupChangePolicy).*)?$/],
  ['security of containers', /\.containers\.0\.securityContext(\..*)?$/],
  ['requests and limits', /\.resources\.(requests|limits)\.[^.]*$/],
  ['size limits of emptyDirs', /\.sizeLimit$/],
  ['time to start and to terminate', /\.startupProbe$|progressDeadlineSeconds$|terminationGracePeriodSeconds$/],
  ['rolling updates', /^Deployment\/(client|server|worker)\.spec\.strategy\.rollingUpdate(\..*)?$/],
  ['spread over nodes and zones', /\.(affinity|topologySpreadConstraints)$/],
  ['absence of variables of other Services', /enableServiceLinks$/],
];

test.each(PROTECTIONS)('notices the removal of %s', (_, path) => {
  const chosen = removals(reference.objects).filter(({ name }) => path.test(name));
  expect(chosen.length).toBeGreaterThan(3);
  expect(chosen.filter(({ mutate }) => isUnnoticed(mutate())).map(({ name }) => name)).toEqual([]);
});

const known = new Set(violations(reference, all));

/** Manifests that cannot be read are noticed too. */
function isUnnoticed(manifests: Manifests): boolean {
  try {
    return !contradictStatement(manifests) && violations(manifests, all).every((found) => known.has(found));
  } catch {
    return false;
  }
}
