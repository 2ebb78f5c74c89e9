import { isLabelValue } from '../checks/names';
import { isLabelKey } from '../checks/labels';
import { shown } from '../checks/messages';
import type { PodDefaults, Toleration } from './pod-defaults';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with tolerations. */
export function tolerationsMistakes({ tolerations = [] }: PodDefaults): string[] {
  const late = tolerations.filter(
    ({ effect, tolerationSeconds }) => tolerationSeconds !== undefined && effect !== 'NoExecute',
  );
  const unknown = tolerations.filter(({ effect }) => effect !== undefined && !EFFECTS.includes(effect));
  const seconds = tolerations.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? []);
  const keys = tolerations.flatMap(({ key }) => (key === undefined || isLabelKey(key) ? [] : key));
  const values = tolerations.flatMap(({ value }) => (value === undefined || isLabelValue(value) ? [] : value));
  return [
    ...keys.map((key) => `the key ${shown(key)} is none of a taint; allowed is what a label can have`),
    ...values.map((value) => `the value ${shown(value)} is none of a taint; allowed is what a label can have`),
    ...(tolerations.some(({ key, value }) => key === undefined && value !== undefined) ? [NO_KEY] : []),
    ...seconds.filter((each) => !Number.isSafeInteger(each) || each < 0).map(noSeconds),
    ...late.map(
      ({ effect }) => `tolerationSeconds goes with the effect NoExecute, not with ${shown(effect)}; leave it out`,
    ),
    ...unknown.map(({ effect }) => `the effect ${shown(effect)} is none of a taint; allowed are ${EFFECTS.join(', ')}`),
  ];
}

function noSeconds(seconds: number): string {
  return `tolerationSeconds is ${shown(seconds)}; allowed are whole seconds from 0`;
}

const NO_KEY = 'a toleration has a value without a key; name the key of the taint, or leave the value out';

/** An operator follows from what is given. */
export function toleration(given: Toleration): Toleration & { operator: string } {
  return { ...given, operator: given.value === undefined ? 'Exists' : 'Equal' };
}
