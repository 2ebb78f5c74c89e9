import { Duration } from 'cdk8s';
import { duration, listOf, number, required, text } from '../checks/check';
import { shaped, type Shape } from '../checks/declaration';
import { probes, type Probes, type Questions } from './probes';

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

/** The questions of a component whose port has a name; undefined where a port is needed and there is none. */
type Ask = (port?: string) => Questions | undefined;

const PATH = required(text, 'name the path that is asked');
const HTTP_HEALTH: Shape<HttpHealthOptions> = { port: number, livenessPath: text };

/**
 * How the cluster finds out whether a program is up (startup), can take requests (readiness), and is worth keeping
 * (liveness). Readiness is another question than the other two, since their failure restarts the program: a database
 * that is away is no reason for that.
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class Health {
  /** Ready when a path answers with a status from 200 to 399; up and alive when the port accepts connections. */
  public static http(path: string, options: HttpHealthOptions = {}): Health {
    const { props, mistakes: wrong } = shaped(options, HTTP_HEALTH, { of: 'health' });
    const mistakes = [...PATH(path, 'health.path'), ...wrong];
    const asked = mistakes.length > wrong.length ? '/' : path;
    const { port: given, livenessPath } = props;
    const ask: Ask = (componentPort) => {
      const port = given ?? componentPort;
      if (port === undefined) return undefined;
      const alive = livenessPath === undefined ? { tcpSocket: { port } } : { httpGet: { path: livenessPath, port } };
      return { ready: { httpGet: { path: asked, port } }, alive };
    };
    return new Health(ask, undefined, mistakes);
  }

  /**
   * Up and ready when the port accepts connections. There is no liveness: it could ask nothing else.
   * @param port the port that is asked; by default the component's
   */
  public static tcp(port?: number): Health {
    const mistakes = number(port, 'the port of Health.tcp');
    const ask: Ask = (componentPort) => {
      const asked = port ?? componentPort;
      if (asked === undefined) return undefined;
      const check = { tcpSocket: { port: asked } };
      return { ready: check, started: check };
    };
    return new Health(ask, undefined, mistakes);
  }

  /**
   * Ready when a command in the container ends with status 0; up and alive when the port accepts connections. On a
   * worker, to which nothing is sent, the command is startup and liveness.
   */
  public static command(command: string[]): Health {
    const mistakes = required(listOf(text, 'texts'), 'name the program and its arguments')(command, 'Health.command');
    const exec = { exec: { command: mistakes.length > 0 ? ['true'] : command } };
    const ask: Ask = (port) => (port === undefined ? { alive: exec } : { ready: exec, alive: { tcpSocket: { port } } });
    return new Health(ask, undefined, mistakes);
  }

  /** Nothing is asked: up as soon as it runs, restarted when it ends. */
  public static none(): Health {
    return new Health(() => ({}));
  }

  private constructor(
    private readonly ask: Ask,
    private readonly startup = Duration.minutes(3),
    private readonly mistakes: string[] = [],
  ) {}

  /**
   * The same, for a program that takes longer to start.
   * @param startup how long it may take before it is restarted; 3 minutes where nothing is said
   */
  public startingWithin(startup: Duration): Health {
    const mistakes = required(duration, 'say how long')(startup, 'startingWithin');
    return new Health(this.ask, mistakes.length > 0 ? undefined : startup, [...this.mistakes, ...mistakes]);
  }

  /**
   * What is wrong with how it was said.
   * @internal
   */
  public get _mistakes(): string[] {
    return this.mistakes;
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
