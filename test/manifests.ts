// Renders what a test declares, and finds objects in it. Everything is read from the YAML, as a cluster would, by another
// reader than the one whose writer cdk8s uses.
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

  /** The only object of a kind, or the one of that name. */
  get(kind: string, name?: string): Manifest {
    const found = this.all(kind).filter(({ metadata }) => name === undefined || metadata.name === name);
    if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name ?? ''}`);
    return found[0];
  }

  all(kind: string): Manifest[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  /** The pod of a Deployment. */
  pod(name: string): Manifest {
    return this.get('Deployment', name).spec.template.spec;
  }

  /** The only container of a Deployment's pod. */
  container(name: string): Manifest {
    const { containers } = this.pod(name);
    if (containers.length !== 1) throw new Error(`${name} has ${containers.length} containers`);
    return containers[0];
  }

  /** A container's variables: the value, or its source as `kind/name/key`. */
  environment(name: string): Record<string, string> {
    return Object.fromEntries((this.container(name).env ?? []).map((each: Manifest) => [each.name, source(each)]));
  }

  /** The folders of a container, and what they are. */
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

export function renderApp(app: App): Manifests {
  return Manifests.parse(app.synthYaml());
}

/** The messages with which synthesis refuses what a test declares; each with its path, as a person sees them. */
export function errors(declare: (stack: WebStack) => void, props: WebStackProps = {}): string[] {
  try {
    render(declare, props);
  } catch (error) {
    const [first, ...rest] = (error as Error).message.split('\n');
    return first.startsWith('Validation failed') ? rest.map((line) => line.trim()) : [first];
  }
  return [];
}

/** An object as YAML, less what is the same for all: for snapshots that a person reads. */
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
