// The parts that the rows about data share: the application, requests to it, and a pod that kills its processes.
import { deleteNamespace, IngressForward, recreateNamespace } from '../../cluster';
import { Api } from '../../fib/api';
import type { ReferenceStackOptions } from '../../reference-stack';
import { Killer } from '../kill';
import { Application } from './application';
import { Inserter } from './inserter';
import { Recorder } from './recorder';

const HOST = 'faults-data.example';
const NAMESPACE = 'webstack-test-faults-data';
const OUTSIDE = `${NAMESPACE}-outside`;

export class World {
  static async create(): Promise<World> {
    await recreateNamespace(OUTSIDE);
    return new World(
      await Application.prepare(NAMESPACE, HOST),
      await Killer.start(OUTSIDE),
      await IngressForward.open(),
    );
  }

  /** Deletes everything, even if `create` did not finish. */
  static async end(world?: World): Promise<void> {
    world?.ingress.close();
    await deleteNamespace(NAMESPACE);
    await deleteNamespace(OUTSIDE);
  }

  readonly namespace = NAMESPACE;
  readonly inserter = new Inserter(NAMESPACE);
  readonly recorder: Recorder;
  readonly api: Api;

  private constructor(
    readonly application: Application,
    readonly killer: Killer,
    private readonly ingress: IngressForward,
  ) {
    this.recorder = new Recorder(ingress, HOST);
    this.api = new Api(this.recorder.send);
  }

  /** Restores the declared state, and waits until the ingress controller routes to it. */
  async restore(changes?: ReferenceStackOptions): Promise<void> {
    await this.application.restore(changes);
    await this.api.well(this.api.all);
  }
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
