// What the rows about data are played with.
import { FrontDoor, dropNamespace, freshNamespace } from '../../cluster';
import { Api } from '../../fib/api';
import type { Changes } from '../../reference-stack';
import { Killer } from '../kill';
import { Application } from './application';
import { Inserter } from './inserter';
import { Witness } from './witness';

const HOST = 'faults-data.example';
const NAMESPACE = 'webstack-test-faults-data';
const OUTSIDE = `${NAMESPACE}-outside`;

export class World {
  static async create(): Promise<World> {
    await freshNamespace(OUTSIDE);
    return new World(await Application.prepare(NAMESPACE, HOST), await Killer.start(OUTSIDE), await FrontDoor.open());
  }

  /** Leaves nothing behind, even of one that was not made to its end. */
  static async end(world?: World): Promise<void> {
    world?.door.close();
    await dropNamespace(NAMESPACE);
    await dropNamespace(OUTSIDE);
  }

  readonly namespace = NAMESPACE;
  readonly inserter = new Inserter(NAMESPACE);
  readonly witness: Witness;
  readonly api: Api;

  private constructor(
    readonly application: Application,
    readonly killer: Killer,
    private readonly door: FrontDoor,
  ) {
    this.witness = new Witness(door, HOST);
    this.api = new Api(this.witness.ask);
  }

  /** Brings it to what is declared, whatever was before, and waits until the front door leads to it. */
  async whole(changes?: Changes): Promise<void> {
    await this.application.present(changes);
    await this.api.well(this.api.all);
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
