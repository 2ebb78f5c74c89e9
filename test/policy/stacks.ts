// The manifests that are judged: the reference stack, the examples, and every component at its smallest and its fullest.
import { readFileSync } from 'node:fs';
import { stacks, synthesize } from '../examples/stacks';
import { Manifests, renderApp } from '../manifests';
import { fullest } from './fullest';
import { smallest } from './smallest';

export interface Judged {
  readonly name: string;
  readonly manifests: Manifests;
  /** Whether it is for a cluster that is thrown away, where requests may come in over HTTP. */
  readonly disposable: boolean;
}

export function judged(): Judged[] {
  const examples = stacks.map((name) => ({
    name,
    manifests: synthesize(name, `build/judged-${process.env.JEST_WORKER_ID}`),
  }));
  const all = [
    { name: 'reference', manifests: Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8')) },
    ...examples,
    { name: 'smallest', manifests: renderApp(smallest()) },
    { name: 'fullest', manifests: renderApp(fullest()) },
  ];
  return all.map((each) => ({ ...each, disposable: THROWN_AWAY.includes(each.name) }));
}

/** For minikube and kind. */
const THROWN_AWAY = ['reference', 'shared-stream', 'import-into-chart'];
