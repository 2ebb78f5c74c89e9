import { Duration } from 'cdk8s';
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

type Check = Pick<Plain<k8s.Probe>, 'exec' | 'httpGet' | 'tcpSocket'>;

/** Two questions: whether it can take requests, and whether it is worth keeping. */
interface Questions {
  readonly ready?: Check;
  readonly alive?: Check;
  /** @default - the question of liveness; a failure restarts the container as well */
  readonly started?: Check;
}

/**
 * How the cluster finds out whether a program is up (startup), can take requests (readiness), and is worth keeping
 * (liveness). Readiness is another question than the other two, since their failure restarts the program: a database
 * that is away is no reason for that.
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Health {
  /** Ready when a path answers with a status from 200 to 399; up and alive when the port accepts connections. */
  public static http(path: string, options: HttpHealthOptions = {}): Health {
    const { port: given, livenessPath } = options;
    return new Health((componentPort) => {
      const port = given ?? componentPort;
      if (port === undefined) return undefined;
      const alive = livenessPath === undefined ? { tcpSocket: { port } } : { httpGet: { path: livenessPath, port } };
      return { ready: { httpGet: { path, port } }, alive };
    });
  }

  /**
   * Up and ready when the port accepts connections. There is no liveness: it could ask nothing else.
   * @param port the port that is asked; by default the component's
   */
  public static tcp(port?: number): Health {
    return new Health((componentPort) => {
      const asked = port ?? componentPort;
      if (asked === undefined) return undefined;
      const check = { tcpSocket: { port: asked } };
      return { ready: check, started: check };
    });
  }

  /**
   * Ready when a command in the container ends with status 0; up and alive when the port accepts connections. On a
   * worker, to which nothing is sent, the command is startup and liveness.
   */
  public static command(command: string[]): Health {
    const exec = { exec: { command } };
    return new Health((port) =>
      port === undefined ? { alive: exec } : { ready: exec, alive: { tcpSocket: { port } } },
    );
  }

  /** Nothing is asked: up as soon as it runs, restarted when it ends. */
  public static none(): Health {
    return new Health(() => ({}));
  }

  private constructor(
    private readonly ask: (port?: string) => Questions | undefined,
    private readonly startup = Duration.minutes(3),
  ) {}

  /**
   * The same, for a program that takes longer to start.
   * @param startup how long it may take before it is restarted; 3 minutes where nothing is said
   */
  public startingWithin(startup: Duration): Health {
    return new Health(this.ask, startup);
  }

  /**
   * The probes of a container whose port has a name; undefined where a port is needed and there is none.
   * @internal
   */
  public _probes(port?: string): Probes | undefined {
    const questions = this.ask(port);
    return questions && probes(questions, this.startup);
  }
}

/** No requests after 15 seconds without an answer. */
const READINESS = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 };
/** Restarted after a minute without an answer. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };
const STARTUP = { periodSeconds: 2, timeoutSeconds: 5 };

export function probes({ ready, alive, started = alive }: Questions, startup: Duration): Probes {
  const failureThreshold = Math.ceil(startup.toSeconds({ integral: false }) / STARTUP.periodSeconds);
  return {
    startupProbe: started && { ...started, ...STARTUP, failureThreshold },
    readinessProbe: ready && { ...ready, ...READINESS },
    livenessProbe: alive && { ...alive, ...LIVENESS },
  };
}
