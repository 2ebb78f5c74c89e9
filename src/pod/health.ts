import type { k8s, Plain } from '../../imports/k8s';

/** More about health over HTTP. */
export interface HttpHealthOptions {
  /**
   * The port that is asked.
   * @default - the component's port
   */
  readonly port?: number;
  /**
   * A path that answers as long as the program is worth keeping, whatever its databases do: a failure restarts it.
   * @default - that the port accepts connections is enough
   */
  readonly livenessPath?: string;
}

/** The probes of a container. */
export type Probes = Pick<Plain<k8s.Container>, 'startupProbe' | 'readinessProbe' | 'livenessProbe'>;

type Probe = Plain<k8s.Probe>;
type Check = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket'>;

/**
 * How the cluster finds out whether a program is up (startup), can take requests (readiness), and is worth keeping
 * (liveness). The last is never the same question as the second: a database that is away is no reason to restart.
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Health {
  /** Up and ready when a path answers with a status from 200 to 399. */
  public static http(path: string, options: HttpHealthOptions = {}): Health {
    return new Health((componentPort) => {
      const port = options.port ?? componentPort;
      if (port === undefined) return undefined;
      const alive = options.livenessPath === undefined ? { tcpSocket: { port } } : get(options.livenessPath, port);
      return probes(get(path, port), alive);
    });
  }

  /**
   * Up and ready when the port accepts connections. There is no liveness: it could ask nothing else.
   * @param port the port that is asked; by default the component's
   */
  public static tcp(port?: number): Health {
    return new Health((componentPort) => {
      const asked = port ?? componentPort;
      return asked === undefined ? undefined : probes({ tcpSocket: { port: asked } });
    });
  }

  /**
   * Up and ready when a command in the container ends with status 0. On a worker, to which nothing is sent, it is
   * startup and liveness.
   */
  public static command(command: string[]): Health {
    const exec = { exec: { command } };
    return new Health((port) => {
      if (port !== undefined) return probes(exec, { tcpSocket: { port } });
      return { startupProbe: { ...exec, ...STARTUP }, livenessProbe: { ...exec, ...LIVENESS, periodSeconds: 30 } };
    });
  }

  /** Nothing is asked: up as soon as it runs, restarted when it ends. */
  public static none(): Health {
    return new Health(() => ({}));
  }

  private constructor(private readonly ask: (port?: string) => Probes | undefined) {}

  /**
   * The probes of a container whose port has a name; undefined where a port is needed and there is none.
   * @internal
   */
  public _probes(port?: string): Probes | undefined {
    return this.ask(port);
  }
}

/** Three minutes to start. */
const STARTUP = { periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 90 };
/** No requests after 15 seconds without an answer. */
const READINESS = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 };
/** Restarted after a minute without an answer. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };

function probes(ready: Check, alive?: Check): Probes {
  return {
    startupProbe: { ...ready, ...STARTUP },
    readinessProbe: { ...ready, ...READINESS },
    livenessProbe: alive && { ...alive, ...LIVENESS },
  };
}

/** Probes of a database: half an hour to start, for a lock to be let go, a log to be replayed, a file to be read. */
export function databaseProbes(ready: Check, alive: Check): Probes {
  return {
    ...probes(ready, alive),
    startupProbe: { ...ready, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 360 },
  };
}

function get(path: string, port: number | string): Check {
  return { httpGet: { path, port } };
}
