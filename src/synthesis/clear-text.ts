// Secrets in clear text that patches add to objects of the library, or that objects of others contain.
import type { IConstruct } from 'constructs';
import { notAllowed } from '../checks/messages';
import { findAddedClearText, findClearText } from '../manifests/clear-text-places';
import type { Loss } from '../manifests/loss';
import { findAcknowledgement } from './acknowledgements';
import { findDeclared } from './declared';
import type { Rendered } from './rendering';

/** Whether the cluster of each scope with a platform is disposable, and of each app what its platforms say. */
const disposableScopes = new WeakMap<IConstruct, boolean>();
const disposableApps = new WeakMap<IConstruct, boolean>();

/** Registers whether the cluster of everything in a scope is disposable: it may hold secrets in clear text. */
export function setDisposable(scope: IConstruct, isDisposable: boolean): void {
  const app = scope.node.root;
  disposableScopes.set(scope, isDisposable);
  disposableApps.set(app, isDisposable && disposableApps.get(app) !== false);
}

const notSecretNames = new WeakMap<IConstruct, readonly string[]>();

/** Registers names of variables, arguments and keys of a component whose values are no secrets. */
export function setNotSecret(component: IConstruct, names: readonly string[] = []): void {
  notSecretNames.set(component, names);
}

const RULE = 'clear-text';

/**
 * Returns the secrets in clear text of an object: errors of the library's objects, unless they are acknowledged, and
 * warnings of others. An object outside all stacks is disposable if all platforms of its app are.
 */
export function clearTextLosses({ object, manifest, declared, isChanged }: Rendered): Loss[] {
  if (!isChanged || isDisposable(object, declared !== undefined)) return [];
  const found = declared === undefined ? findClearText(manifest) : findAddedClearText(declared, manifest);
  const isError = declared !== undefined && findAcknowledgement(object, RULE) === undefined;
  const wayOut = isError
    ? `Move it to a Secret, or acknowledge ${RULE} if it is no secret`
    : 'Move it to a Secret, or acknowledge the rule if it is no secret';
  const known = (declared && notSecretNames.get(findDeclared(object)!.component)) ?? [];
  return found
    .filter(({ name }) => !known.includes(name))
    .map(({ place, reason }) => {
      const message = notAllowed(place, `(not shown: ${reason})`, 'text that everybody may read', wayOut);
      return { rule: RULE, isError, message };
    });
}

function isDisposable(object: IConstruct, isOwn: boolean): boolean {
  const scope = object.node.scopes.reverse().find((each) => disposableScopes.has(each));
  if (scope !== undefined) return disposableScopes.get(scope)!;
  return !isOwn && disposableApps.get(object.node.root) === true;
}
