export * from './web-stack';
export * from './platform';
export type * from './platform-props';

export * from './components/client';
export * from './components/server';
export * from './components/worker';
export * from './components/redis';
export * from './components/redis-props';
export * from './components/postgres';
export type * from './components/postgres-props';
export * from './components/external-service';
export type { Autoscaling } from './components/autoscaling';
export type { DatabaseProps } from './components/database-props';
export type { ServedProps } from './components/served';
export type { WorkloadProps } from './components/workload-props';
export type { PostgresAccessProps } from './components/postgres-access';
export type { PostgresExternalProps } from './components/postgres-external';

export * from './routing/route';
export * from './routing/tls';
export * from './routing/ingress-nginx';

export { Peer } from './peer';
export type { EgressRule, TrafficProps } from './network/egress';

export { Connection, type IProvider } from './wiring/connection';
export type { AddressOptions, ConnectionOptions } from './wiring/connection-options';
export type { Endpoint, IRoutable } from './wiring/endpoint';

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
