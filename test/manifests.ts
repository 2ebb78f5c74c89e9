// Renders what a test declares, and finds objects in it.
import { App, Yaml } from 'cdk8s';
import { Platform, WebStack, type WebStackProps } from 'cdk8s-webstack';
import { loadAll } from 'js-yaml';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a manifest is read like any YAML
export type Manifest = any;

/** The manifests of one app. */
export class Manifests {
  constructor(public readonly objects: Manifest[]) {}

  static parse(yaml: string): Manifests {
    return new Manifests(loadAll(yaml));
  }

  /** Returns the only object of a kind, or the one with a name. */
  get(kind: string, name?: string): Manifest {
    const found = this.all(kind).filter(({ metadata }) => name === undefined || metadata.name === name);
    if (found.length !== 1)
      throw new Error(`${found.length} objects are of kind ${kind}${name === undefined ? '' : ` and named ${name}`}`);
    return found[0];
  }

  /** The objects of components, without the Namespace and what it denies by default. */
  get ofComponents(): Manifest[] {
    return this.objects.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] !== 'namespace');
  }

  all(kind: string): Manifest[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  /** Returns the pod of a Deployment. */
  pod(name: string): Manifest {
    return this.get('Deployment', name).spec.template.spec;
  }

  /** Returns the only container of a Deployment's pod. */
  container(name: string): Manifest {
    const { containers } = this.pod(name);
    if (containers.length !== 1) throw new Error(`${name} has ${containers.length} containers`);
    return containers[0];
  }

  /** Returns a container's variables: the value, or its source as `kind/name/key`. */
  environment(name: string): Record<string, string> {
    return Object.fromEntries((this.container(name).env ?? []).map((each: Manifest) => [each.name, source(each)]));
  }

  /** Returns the mount paths of a container, and what is mounted there. */
  folders(name: string): Record<string, string> {
    const { volumes = [] } = this.pod(name);
    const { volumeMounts = [] } = this.container(name);
    return Object.fromEntries(
      volumeMounts.map((mount: Manifest) => [
        mount.mountPath,
        kindOfVolume(volumes.find((volume: Manifest) => volume.name === mount.name)),
      ]),
    );
  }
}

/** Renders a stack named `app`. */
export function render(declare: (stack: WebStack) => void, props: WebStackProps = {}): Manifests {
  const app = new App();
  declare(new WebStack(app, 'app', { platform: Platform.minikube(), ...props }));
  return renderApp(app);
}

/** Whether YAML is written and read for each test: a global of jest.compatibility.config.js. It takes half as long again. */
const { READS_YAML = false } = globalThis as { READS_YAML?: boolean };

/** Returns the manifests of an app. They are the objects that YAML is written of; a law compares both. */
export function renderApp(app: App): Manifests {
  return READS_YAML ? readYaml(app) : new Manifests(withoutUndefined(synthesizeObjects(app)));
}

/** Writes the YAML of an app, and reads it like a cluster does, with another parser than the one that cdk8s writes it with. */
export function readYaml(app: App): Manifests {
  return Manifests.parse(app.synthYaml());
}

/** Returns the objects that `synthYaml` would write, in a third of its time: without YAML, and without warnings. */
export function synthesizeObjects(app: App): Manifest[] {
  let objects: Manifest[] = [];
  const { stringify } = Yaml;
  const { write } = process.stderr;
  Yaml.stringify = (...documents: Manifest[]) => ((objects = documents), '');
  process.stderr.write = () => true;
  try {
    app.synthYaml();
  } finally {
    Yaml.stringify = stringify;
    process.stderr.write = write;
  }
  return objects;
}

/** YAML has no fields that are undefined. */
function withoutUndefined(objects: Manifest[]): Manifest[] {
  return JSON.parse(JSON.stringify(objects)) as Manifest[];
}

/** Returns the messages with which synthesis rejects a declaration, with their paths. */
export function errors(declare: (stack: WebStack) => void, props: WebStackProps = {}): string[] {
  try {
    const app = new App();
    declare(new WebStack(app, 'app', { platform: Platform.minikube(), ...props }));
    synthesizeObjects(app);
  } catch (error) {
    const [first, ...rest] = (error as Error).message.split('\n');
    return first.startsWith('Validation failed') ? rest.map((line) => line.trim()) : [first];
  }
  return [];
}

/** Returns objects as YAML, for snapshots that people read. */
export function yaml(...objects: Manifest[]): string {
  return Yaml.stringify(...objects);
}

function source({ value, valueFrom }: Manifest): string {
  if (!valueFrom) return value;
  const [[kind, { name, key }]] = Object.entries<Manifest>(valueFrom);
  return `${kind.replace('KeyRef', '')}/${name}/${key}`;
}

function kindOfVolume({ persistentVolumeClaim, emptyDir, projected }: Manifest): string {
  if (persistentVolumeClaim) return `claim ${persistentVolumeClaim.claimName}`;
  if (emptyDir) return 'emptyDir';
  return projected ? 'files' : 'unknown';
}
