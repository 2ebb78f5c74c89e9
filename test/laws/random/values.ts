// Random values of the API, all of them valid.
import { Duration, Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode, type ContainerResources, type CpuResources } from 'cdk8s-plus-27';
import {
  Password,
  Platform,
  Storage,
  type Scheduling,
  type Security,
  type StorageOptions,
  type Termination,
  type Toleration,
} from 'cdk8s-webstack';
import type { Draw } from './draw';
import { existing, type Scene } from './scene';

/** A text of a variable or file, which YAML, nginx, a shell or a template engine could misread. */
export function text(draw: Draw): string {
  const word = draw.word();
  return draw.pick(
    word,
    `${word} "double" 'single' \`back\``,
    `$(${word}) $$ \${${word}}`,
    `{{ .${word} }}`,
    `${word}: |\n  - second\n\n`,
    `# ${word}\t&a *b !!c %d @e`,
    `Grüße, ${word} 😀`,
    draw.pick('yes', 'null', '~', '1e3', '0x1F', '012', '', ' ', '2001-12-14', '1:30', '.inf', '=', '<<'),
  );
}

/** Labels, or a map of the same form. */
export function labels(draw: Draw, place: string): Record<string, string> {
  const key = () => draw.pick(draw.word(), `example.com/${draw.word()}`);
  return draw.map(place, 2, key, () => draw.word());
}

/** Environment variables with their values. */
export function variables(draw: Draw, place: string): Record<string, string> {
  return draw.map(
    place,
    2,
    () => variableName(draw),
    () => text(draw),
  );
}

/** Names whose values are no secrets. */
export function notSecret(draw: Draw, type: string): string[] {
  return draw.list(`${type}.notSecret`, 2, () => draw.word());
}

export function image(draw: Draw): string {
  const word = draw.word();
  const digest = 'a'.repeat(64);
  return draw.pick(`${word}:1.4.0`, `team/${word}:v2_rc.1`, `registry.example:5000/${word}/${word}@sha256:${digest}`);
}

export function variableName(draw: Draw): string {
  return draw.pick('', '_') + draw.word().toUpperCase();
}

/** The path of a folder or file in a container. */
export function path(draw: Draw): string {
  return draw.pick(`/${draw.word()}`, `/srv/${draw.word()}/a b`, `/var/lib/${draw.word()}.d`);
}

/** The key of a Secret or ConfigMap. */
export function key(draw: Draw): string {
  return draw.pick(draw.word(), `${draw.word()}.json`, `_${draw.word()}`);
}

export function size(draw: Draw, fromMebibytes = 1): Size {
  return draw.pick(
    Size.mebibytes(draw.integer(fromMebibytes, 900)),
    Size.gibibytes(draw.integer(1, 500)),
    Size.kibibytes(draw.integer(fromMebibytes * 1024, 10 ** 6)),
  );
}

/** One or two address ranges. */
export function cidrs(draw: Draw, place: string): string[] {
  const cidr = () => draw.pick('203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32', '0.0.0.0/0');
  return Array.from({ length: draw.integer(1, 2) }, () => draw.at(`${place}[]`, cidr()));
}

export function cpu(draw: Draw): CpuResources {
  return {
    ...(draw.boolean() && { request: Cpu.millis(draw.integer(1, 900)) }),
    ...(draw.boolean() && { limit: Cpu.units(draw.integer(1, 8)) }),
  };
}

/** Without a limit the request is the limit too, and the other way round. */
export function resources(draw: Draw): ContainerResources {
  const bounds = () =>
    draw.pick(
      { request: size(draw) },
      { limit: size(draw) },
      { request: Size.mebibytes(draw.integer(1, 64)), limit: Size.mebibytes(draw.integer(64, 900)) },
    );
  return {
    cpu: cpu(draw),
    ...(draw.boolean() && { memory: bounds() }),
    ...(draw.boolean() && { ephemeralStorage: bounds() }),
  };
}

/** @param isOnOneNode whether no volume can be a network file system */
export function security({ draw, chart }: Scene, isOnOneNode = true): Security {
  const hasUserNamespaces = isOnOneNode && Platform.of(chart).atLeast('1.33');
  return draw.group<Security>('Security', {
    user: () => draw.integer(1, 65535),
    group: () => draw.integer(1, 65535),
    readOnlyRootFilesystem: () => draw.boolean(),
    hostUsers: () => !hasUserNamespaces,
  });
}

export function termination(draw: Draw): Termination {
  return draw.group<Termination>('Termination', {
    preStop: () => Duration.seconds(draw.integer(0, 29)),
    gracePeriod: () => Duration.seconds(draw.integer(30, 600)),
  });
}

export function scheduling(draw: Draw): Scheduling {
  return draw.group<Scheduling>('Scheduling', {
    nodeSelector: () => labels(draw, 'Scheduling.nodeSelector'),
    tolerations: () => draw.list('Scheduling.tolerations', 2, () => toleration(draw)),
    priorityClassName: () => draw.word(),
  });
}

function toleration(draw: Draw): Toleration {
  const { key, effect } = draw.group<Toleration>('Toleration', {
    key: () => draw.word(),
    effect: () => draw.pick('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  });
  return {
    ...{ key, effect },
    ...(key !== undefined && draw.group<Toleration>('Toleration', { value: () => draw.word() })),
    ...(effect === 'NoExecute' &&
      draw.group<Toleration>('Toleration', { tolerationSeconds: () => draw.integer(0, 999) })),
  };
}

export function storageOptions(draw: Draw, ...modes: PersistentVolumeAccessMode[]): StorageOptions {
  return draw.group<StorageOptions>('StorageOptions', {
    storageClass: () => draw.word(),
    accessMode: () => draw.pick(...modes),
    volumeName: () => draw.word(),
  });
}

/** The storage of a database. */
export function storage(scene: Scene): Storage {
  const { draw } = scene;
  const modes = [PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_ONCE_POD];
  if (draw.boolean())
    return Storage.claim(draw.at('Storage.claim.name', existing(scene, 'PersistentVolumeClaim', draw.word())));
  return Storage.ofSize(draw.at('Storage.ofSize.size', size(draw)), storageOptions(draw, ...modes));
}

/** A password of a Secret; on a disposable platform it may be inline instead. */
export function password({ draw, disposable }: Pick<Scene, 'draw' | 'disposable'>, secret: string): Password {
  if (disposable && draw.boolean()) return Password.inline(draw.at('Password.inline.value', `${draw.word()}.~_-`));
  return Password.fromSecret(
    draw.at('Password.fromSecret.name', secret),
    draw.at('Password.fromSecret.key', key(draw)),
  );
}
