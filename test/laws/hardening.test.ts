// Every protection of the reference application, taken out, is noticed.
import { readFileSync } from 'node:fs';
import { Manifests } from '../manifests';
import { judged } from '../policy/stacks';
import { broken, defaults, rules, type Rule } from './hardening';
import { removals } from './mutants';
import { broken as brokenWiring } from './wiring';

const reference = Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8'));
const all = [...rules, ...defaults];

test.each(judged())('every rule holds for $name', ({ manifests, disposable }) => {
  const isExcused = ([rule]: Rule) => disposable && rule === 'requests from outside are encrypted';
  expect(
    broken(
      manifests,
      all.filter((rule) => !isExcused(rule)),
    ),
  ).toEqual([]);
});

test('the reference application is for minikube, where requests come in over HTTP', () => {
  expect(broken(reference, defaults)).toEqual([
    'requests from outside are encrypted: routes',
    'requests from outside are encrypted: routes-stripped',
  ]);
});

const PROTECTIONS: [what: string, path: RegExp][] = [
  ['the standard of the namespace', /^Namespace\/fib\.metadata\.labels\.pod-security\.[^.]*\.[^.]*$/],
  ['accounts', /^ServiceAccount\/[^.]*(\.automount.*)?$|serviceAccountName$|automountServiceAccountToken$/],
  ['policies', /^NetworkPolicy\/[^.]*$/],
  [
    'parts of policies',
    /^NetworkPolicy\/[^.]*\.spec\.(.*\.)?(\d+|from|to|ports|port|podSelector|namespaceSelector|\w*gress|policyTypes)$/,
  ],
  ['budgets', /^PodDisruptionBudget\/[^.]*(\.spec\..*)?$/],
  ['security of pods', /\.spec\.securityContext(\.(?!fsGroupChangePolicy).*)?$/],
  ['security of containers', /\.containers\.0\.securityContext(\..*)?$/],
  ['requests and limits', /\.resources\.(requests|limits)\.[^.]*$/],
  ['ends of empty folders', /\.sizeLimit$/],
  ['time to start and to end', /\.startupProbe$|progressDeadlineSeconds$|terminationGracePeriodSeconds$/],
  ['how they are replaced', /^Deployment\/(client|server|worker)\.spec\.strategy\.rollingUpdate(\..*)?$/],
  ['how they are kept apart', /\.(affinity|topologySpreadConstraints)$/],
  ['silence about other Services', /enableServiceLinks$/],
];

test.each(PROTECTIONS)('taken out, it is noticed: %s', (_, pattern) => {
  const chosen = removals(reference.objects).filter(({ name }) => pattern.test(name));
  expect(chosen.length).toBeGreaterThan(3);
  expect(chosen.filter(({ mutate }) => isUnnoticed(mutate())).map(({ name }) => name)).toEqual([]);
});

function isUnnoticed(manifests: Manifests): boolean {
  try {
    const known = new Set(broken(reference, all));
    return brokenWiring(manifests).length === 0 && broken(manifests, all).every((each) => known.has(each));
  } catch {
    return false;
  }
}
