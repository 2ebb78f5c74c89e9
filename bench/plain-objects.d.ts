import type { App } from 'cdk8s';

export function declarePlainObjects(app: App, charts: { id: string; objects: object[] }[]): void;
