// Types of the Kubernetes API, in one place: those that cdk8s-plus-27 generates. Nothing here runs.
import type { k8s } from 'cdk8s-plus-27';

export type { k8s };

/**
 * A Kubernetes type as a manifest writes it: numbers and strings in place of the generated wrapper classes.
 * The generated names differ from the manifest's where an acronym ends one (`clusterIp`): such fields cannot be
 * written through these types.
 */
export type Plain<T> = T extends k8s.IntOrString | k8s.Quantity
  ? number | string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;
