import { Duration } from 'cdk8s';
import { required } from '../checks/check';
import { validate, type Checks } from '../checks/declaration';
import { port } from '../checks/numbers';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { healthCommand, httpPath, startupTimeout } from './health-checks';
import { renderProbes, type Probes, type ProbeHandlers } from './probes';

/** Options of health checks over HTTP. */
export interface HttpHealthOptions {
  /**
   * The port of the requests.
   * @default - the component's port
   */
  readonly port?: number;
  /**
   * A path that answers as long as the program works, even if its databases are down. A failure restarts the program.
   * @default - the program is alive while its port accepts connections
   */
  readonly livenessPath?: string;
}

const PORT = port();
const HTTP_HEALTH: Checks<HttpHealthOptions> = { port: PORT, livenessPath: httpPath };
const PATH = required(httpPath, "Pass the path to request, such as Health.http('/health')");

/** Returns the probes of a component with a named port; undefined if they need a port and there is none. */
type PlanProbes = (port?: string) => ProbeHandlers | undefined;

/**
 * The health checks of a program: whether it has started (startup), can answer requests (readiness) and still works
 * (liveness). A failure of startup or liveness restarts the program; readiness uses a check of its own, so that a
 * database that is down restarts nothing.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Health {
  /**
   * The program is ready if a path answers with a status from 200 to 399. It has started and is alive if its port
   * accepts connections.
   * @param path the path of the requests
   */
  public static http(path: string, options: HttpHealthOptions = {}): Health {
    const ready = validateParameter(path, 'the path of Health.http', PATH, '/');
    const { props, errors } = validate(options, HTTP_HEALTH, { of: 'Health.http' });
    const { livenessPath } = props;
    const samePath = ready.errors.length === 0 && livenessPath === path ? [SAME_PATH] : [];
    const plan: PlanProbes = (componentPort) => {
      const port = props.port ?? componentPort ?? (errors.length > 0 ? STAND_IN.port : undefined);
      if (port === undefined) return undefined;
      const alive = livenessPath === undefined ? { tcpSocket: { port } } : { httpGet: { path: livenessPath, port } };
      return { ready: { httpGet: { path: ready.value, port } }, alive };
    };
    return new Health(plan, undefined, [...ready.errors, ...errors, ...samePath]);
  }

  /**
   * The program has started and is ready if its port accepts connections. There is no liveness check: it could only
   * repeat the same.
   * @param port the port of the connections (default: the component's port)
   */
  public static tcp(port?: number): Health {
    const { value, errors } = validateParameter(port, 'the port of Health.tcp', PORT, STAND_IN.port);
    const plan: PlanProbes = (componentPort) => {
      const probedPort = value ?? componentPort;
      if (probedPort === undefined) return undefined;
      const handler = { tcpSocket: { port: probedPort } };
      return { ready: handler, started: handler };
    };
    return new Health(plan, undefined, errors);
  }

  /**
   * The program is ready if a command in its container exits with status 0. It has started and is alive if its port
   * accepts connections. On a worker, which has no port, the command checks startup and liveness.
   * @param command the program and its arguments
   */
  public static command(command: string[]): Health {
    const { value, errors } = validateParameter(command, 'the command of Health.command', healthCommand, ['true']);
    const exec = { exec: { command: [...value] } };
    const plan: PlanProbes = (port) =>
      port === undefined ? { alive: exec } : { ready: exec, alive: { tcpSocket: { port } } };
    return new Health(plan, undefined, errors);
  }

  /** No health checks: the program is ready as soon as it runs, and restarts when it exits. */
  public static none(): Health {
    return new Health(() => ({}));
  }

  private constructor(
    private readonly plan: PlanProbes,
    private readonly startup = Duration.minutes(3),
    private readonly errors: string[] = [],
  ) {}

  /**
   * Returns the same health checks for a program that takes longer to start.
   * @param startup the time after which a program that has not started restarts (default: 3 minutes)
   */
  public withStartupTimeout(startup: Duration): Health {
    const property = 'the startup of Health.withStartupTimeout';
    const { value, errors } = validateParameter(startup, property, startupTimeout, this.startup);
    return new Health(this.plan, value, [...this.errors, ...errors]);
  }

  /**
   * Errors of the parameters.
   * @internal
   */
  public get _errors(): string[] {
    return this.errors;
  }

  /**
   * Returns the probes of a container with a named port; undefined if they need a port and there is none.
   * @internal
   */
  public _probes(port?: string): Probes | undefined {
    const handlers = this.plan(port);
    return handlers && renderProbes(handlers, this.startup);
  }
}

const SAME_PATH =
  'Health.http.livenessPath is the path of the readiness check, so a database that is down would restart the program. ' +
  'Remove livenessPath, or use a path that needs no other service.';
