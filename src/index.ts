export * from './web-stack';
export * from './platform/platform';
export type * from './platform/platform-props';

export * from './workloads/client';
export * from './workloads/server';
export * from './workloads/worker';
export { Redis } from './redis/redis';
export type { RedisExternalProps } from './redis/redis-external';
export { RedisEviction, type RedisProps } from './redis/redis-props';
export { Postgres } from './postgres/postgres';
export type { PostgresDatabaseProps } from './postgres/postgres-databases';
export type { PostgresProps } from './postgres/postgres-props';
export { DatabaseTls } from './databases/database-tls';
export { ExternalService, type ExternalServiceProps } from './connections/external-service';
export type { Autoscaling } from './workloads/autoscaling';
export type { DatabaseProps } from './databases/database-props';
export type { HttpWorkloadProps } from './workloads/http-workload-props';
export type { LifecycleProps, PodProps, ProgramProps, WorkloadProps } from './workloads/workload-props';
export type { PostgresAccessProps } from './postgres/postgres-access';
export type { PostgresExternalProps } from './postgres/postgres-external';

export * from './routing/route';
export * from './routing/tls';
export * from './routing/ingress-nginx';

export { Peer } from './platform/peer';
export type { EgressRule, TrafficProps } from './network/egress';

export { Connection, type IProvider } from './connections/connection';
export type { AddressOptions, ConnectionOptions, VariableOptions } from './connections/connection-options';
export type { Endpoint, IRoutable } from './connections/endpoint';

export * from './configuration/config-map';
export { ConfigMapKey, SecretKey, type IObjectKey } from './configuration/object-key';
export { Password } from './configuration/password';

export { Volume } from './storage/volume';
export type { ClaimVolumeOptions } from './storage/claim-volume-options';
export { Storage } from './storage/storage';
export type { StorageOptions } from './storage/storage-options';

export type { EnvironmentProps } from './pod/environment-props';
export type { FileProps } from './pod/files';
export { Health, type HttpHealthOptions } from './pod/health';
export type { PodDefaults } from './pod/pod-defaults';
export type { Scheduling, Toleration } from './pod/scheduling';
export type { Security } from './pod/security';
export type { Termination } from './pod/termination';

export { Warnings, type Warning } from './synthesis/warnings';
