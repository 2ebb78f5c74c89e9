// The parts that random databases share.
import type { DatabaseProps } from 'cdk8s-webstack';
import type { Offer, Scene } from './scene';
import { cpu, scheduling, security } from './values';

export function databaseProps(scene: Scene): DatabaseProps {
  const { draw } = scene;
  return draw.group<DatabaseProps>('DatabaseProps', {
    cpu: () => cpu(draw),
    security: () => security(scene),
    scheduling: () => scheduling(draw),
  });
}

/** Chooses other namespaces that may connect to a component. */
export function chooseNamespaces({ draw, facts }: Scene, type: string): string[] {
  return draw.within(`${type}.allowNamespaces`, () => {
    const chosen = draw.boolean() ? [draw.word(), ...facts.namespaces.filter(() => draw.boolean())] : [];
    return draw.at(
      `${type}.allowNamespaces`,
      chosen.map((namespace) => draw.at(`${type}.allowNamespaces[]`, namespace)),
    );
  });
}

/** Returns which namespaces can connect, and which can use it: a Secret that it creates is in its own namespace only. */
export function namespacesOf(allowed: string[], secret: unknown): Pick<Offer, 'usableFrom' | 'allowedNamespaces'> {
  return { allowedNamespaces: allowed, usableFrom: secret === undefined ? allowed : [] };
}
