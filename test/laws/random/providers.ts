// Random providers.
import { customAddress, customEndpoint } from './providers/custom';
import { externalService } from './providers/external-service';
import { externalPostgres, postgres } from './providers/postgres';
import { externalRedis, redis } from './providers/redis';
import type { Offer, Scene } from './scene';

/** The providers of random apps. Add a component that others can use here, at the end. */
const PROVIDERS: ((scene: Scene) => Offer)[] = [
  redis,
  postgres,
  externalRedis,
  externalPostgres,
  externalService,
  customEndpoint,
  customAddress,
];

export function addProvider(scene: Scene): void {
  scene.facts.offers.push(scene.draw.pick(...PROVIDERS)(scene));
}
