// The types of the Kubernetes API that cdk8s-plus-27 generates. This file contains no code that runs.
import type { k8s } from 'cdk8s-plus-27';

export type { k8s };

/**
 * A Kubernetes type in the form of a manifest: numbers and strings replace the generated wrapper classes. Fields whose
 * name ends in an acronym cannot be written through these types, because the generated names differ (`clusterIp`).
 */
export type Plain<T> = T extends k8s.IntOrString | k8s.Quantity
  ? number | string
  : T extends (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T;
