// Services of other authors to which components of an app connect.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifests/manifest';
import { missingServices } from '../manifests/missing-services';
import { strayServices } from '../manifests/stray-services';
import type { LocatedFinding } from './located-finding';

/** A Service that a component uses. */
interface Use {
  readonly user: IConstruct;
  readonly service: string;
  readonly namespace?: string;
  readonly port: number;
  readonly containerPort: number;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Whether it is the Service of a component: then a change of it is reported there. */
  readonly isOwn: () => boolean;
}

const usesOf = new WeakMap<IConstruct, Use[]>();

/** Registers a Service to which a component connects. */
export function setUsedService(use: Use): void {
  const { root } = use.user.node;
  const known = usesOf.get(root);
  if (known) known.push(use);
  else usesOf.set(root, [use]);
}

/** Returns the findings of Services that components of an app use, and that its manifests lack or lead elsewhere. */
export function usedServiceFindings(app: IConstruct | undefined, manifests: readonly Manifest[]): LocatedFinding[] {
  const uses = ((app && usesOf.get(app)) ?? []).filter(({ user, isOwn }) => isInTree(user) && !isOwn());
  const used = uses.map((use) => ({ ...use, namespace: use.namespace ?? Chart.of(use.user).namespace ?? '' }));
  const [missing, stray] = [missingServices(used, manifests), strayServices(used, manifests)];
  const known = new Set<string>();
  return uses.flatMap(({ user: construct, service }, index) => {
    const [loss, key] = [missing[index] ?? stray[index], `${construct.node.path}\n${service}`];
    if (loss === undefined || known.has(key)) return [];
    known.add(key); // several routes may lead to one Service
    return [{ ...loss, construct }];
  });
}

/** A component that was removed still knows its scope. */
function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every((each) => {
    const { scope, id } = each.node;
    return scope === undefined || scope.node.tryFindChild(id) === each;
  });
}
