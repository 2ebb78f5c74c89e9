// Places of secrets in clear text: variables, arguments, and the data of ConfigMaps.
import { formatValue } from '../checks/messages';
import { findSecretArguments, findSecretTexts, type ClearTextSecret } from './clear-text';
import { entriesAt, field, kindOf, listAt, textAt, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';

/** A secret in clear text at a place. */
export interface PlacedSecret extends ClearTextSecret {
  readonly place: string;
  /** The name by which a user can say that it is none: of the variable, key or argument, or else the place. */
  readonly name: string;
}

/** Returns the secrets that a manifest contains in clear text. */
export function findClearText(manifest: Manifest): PlacedSecret[] {
  if (kindOf(manifest) === 'ConfigMap') return textsOf(entriesAt(manifest, 'data'), 'data');
  return containersOf(podOf(manifest)).flatMap(({ container, place }) => {
    const prefix = `${place}[${textAt(container, 'name') ?? ''}]`;
    const variables = listAt(container, 'env').map(
      (each) => [textAt(each, 'name') ?? '', field(each, 'value')] as const,
    );
    return [
      ...textsOf(variables, `${prefix}.env`),
      ...COMMANDS.flatMap((path) => argumentsOf(listAt(container, ...path), `${prefix}.${path.join('.')}`, path)),
    ];
  });
}

/** Returns the secrets that a change adds under new names. The declaration itself is checked elsewhere. */
export function findAddedClearText(declared: Manifest, changed: Manifest): PlacedSecret[] {
  const found = findClearText(changed);
  if (found.length === 0) return [];
  const known = new Set(findClearText(declared).map(({ name }) => name));
  return found.filter(({ name }) => !known.has(name));
}

const COMMANDS: readonly (readonly string[])[] = [
  ['command'],
  ['args'],
  ...['readinessProbe', 'livenessProbe', 'startupProbe'].map((probe) => [probe, 'exec', 'command']),
  ...['preStop', 'postStart'].map((hook) => ['lifecycle', hook, 'exec', 'command']),
];

function textsOf(entries: readonly (readonly [string, unknown])[], place: string): PlacedSecret[] {
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return texts.flatMap(([name, text]) =>
    findSecretTexts({ [name]: text }).map((secret) => ({ ...secret, place: `${place}[${formatValue(name)}]` })),
  );
}

function argumentsOf(args: readonly unknown[], place: string, path: readonly string[]): PlacedSecret[] {
  return findSecretArguments(args.map((arg) => (typeof arg === 'string' ? arg : ''))).map(({ index, name, reason }) => {
    const own = `${path.join('.')}[${index}]`;
    return { reason, name: name ?? own, place: `${place}[${index}]` };
  });
}
