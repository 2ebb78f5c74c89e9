export * from './web-stack';
export * from './platform/platform';
export type * from './platform/platform-props';

export * from './workloads/client';
export * from './workloads/server';
export * from './workloads/worker';
export * from './redis/redis';
export * from './redis/redis-props';
export * from './postgres/postgres';
export type * from './postgres/postgres-props';
export * from './connections/external-service';
export type { Autoscaling } from './workloads/autoscaling';
export type { DatabaseProps } from './databases/database-props';
export type { ServedProps } from './workloads/http-workload';
export type { WorkloadProps } from './workloads/workload-props';
export type { PostgresAccessProps } from './postgres/postgres-access';
export type { PostgresExternalProps } from './postgres/postgres-external';

export * from './routing/route';
export * from './routing/tls';
export * from './routing/ingress-nginx';

export { Peer } from './platform/peer';
export type { EgressRule, TrafficProps } from './network/egress';

export { Connection, type IProvider } from './connections/connection';
export type { AddressOptions, ConnectionOptions } from './connections/connection-options';
export type { Endpoint, IRoutable } from './connections/endpoint';

export * from './configuration/config-map';
export { ConfigMapKey, SecretKey, type IObjectKey } from './configuration/object-key';
export { Password } from './configuration/password';

export { Volume, type ClaimVolumeOptions } from './storage/volume';
export { Storage, type StorageOptions } from './storage/storage';

export type { EnvironmentProps } from './pod/environment-props';
export type { FileProps } from './pod/files';
export { Health, type HttpHealthOptions } from './pod/health';
export type { PodDefaults, Toleration } from './pod/pod-defaults';
export type { Security } from './pod/security';
export type { Termination } from './pod/termination';
