import type { App } from 'cdk8s';
import type * as library from 'cdk8s-webstack';

export function declareApplications(from: typeof library, app: App, count: number, charts: number): void;
