// The manifests that are judged: the reference stack, the examples, and every component at its smallest and its fullest.
import { readFileSync } from 'node:fs';
import { stacks, synthesize } from '../examples/stacks';
import { Manifests, readYaml } from '../manifests';
import { fullest } from './fullest';
import { smallest } from './smallest';

export interface JudgedStack {
  readonly name: string;
  readonly manifests: Manifests;
  /** Whether its platform is disposable, where plain HTTP is allowed. */
  readonly disposable: boolean;
}

/** The stacks for minikube and kind. */
const DISPOSABLE = ['reference', 'shared-stream', 'import-into-chart'];

export function judgedStacks(): JudgedStack[] {
  const examples = stacks.map((name) => ({
    name,
    manifests: synthesize(name, `build/judged-${process.env.JEST_WORKER_ID}`),
  }));
  const all = [
    { name: 'reference', manifests: Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8')) },
    ...examples,
    { name: 'smallest', manifests: readYaml(smallest()) },
    { name: 'fullest', manifests: readYaml(fullest()) },
  ];
  return all.map((stack) => ({ ...stack, disposable: DISPOSABLE.includes(stack.name) }));
}
