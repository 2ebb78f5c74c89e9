// Random values of the API, all of them right.
import { Duration, Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode, type ContainerResources, type CpuResources } from 'cdk8s-plus-27';
import {
  Health,
  Password,
  Storage,
  type HttpHealthOptions,
  type Security,
  type StorageOptions,
  type Termination,
} from 'cdk8s-webstack';
import type { Draw } from './draw';

/** What people write into variables and files, and what YAML, nginx, a shell or a template engine could error. */
export function text(d: Draw): string {
  const word = d.word();
  return d.one(
    word,
    `${word} "double" 'single' \`back\``,
    `$(${word}) $$ \${${word}}`,
    `{{ .${word} }}`,
    `${word}: |\n  - second\n\n`,
    `# ${word}\t&a *b !!c %d @e`,
    `Grüße, ${word} 😀`,
    d.one('yes', 'null', '~', '1e3', '0x1F', '012', '', ' ', '2001-12-14', '1:30', '.inf', '=', '<<'),
  );
}

/** Labels, or what looks like them. */
export function words(d: Draw, place: string): Record<string, string> {
  const key = () => d.one(d.word(), `example.com/${d.word()}`);
  return d.map(place, 2, key, () => d.word());
}

/** Variables with their values. */
export function variables(d: Draw, place: string): Record<string, string> {
  const name = () => variableName(d);
  return d.map(place, 2, name, () => text(d));
}

export function image(d: Draw): string {
  const word = d.word();
  const digest = 'a'.repeat(64);
  return d.one(`${word}:1.4.0`, `team/${word}:v2_rc.1`, `registry.example:5000/${word}/${word}@sha256:${digest}`);
}

/** A name for a variable. */
export function variableName(d: Draw): string {
  return d.one('', '_') + d.word().toUpperCase();
}

/** A folder or a file of a container. */
export function path(d: Draw): string {
  return d.one(`/${d.word()}`, `/srv/${d.word()}/a b`, `/var/lib/${d.word()}.d`);
}

export function key(d: Draw): string {
  return d.one(d.word(), `${d.word()}.json`, `_${d.word()}`);
}

export function size(d: Draw, least = 1): Size {
  return d.one(
    Size.mebibytes(d.whole(least, 900)),
    Size.gibibytes(d.whole(1, 500)),
    Size.kibibytes(d.whole(least * 1024, 10 ** 6)),
  );
}

/** At least one. */
export function cidrs(d: Draw, place: string): string[] {
  return Array.from({ length: d.whole(1, 2) }, () => d.at(`${place}[]`, cidr(d)));
}

export function cidr(d: Draw): string {
  return d.one('203.0.113.0/24', '198.51.100.7/32', '2001:db8::/32', '0.0.0.0/0');
}

export function cpu(d: Draw): CpuResources {
  return {
    ...(d.maybe() && { request: Cpu.millis(d.whole(1, 900)) }),
    ...(d.maybe() && { limit: Cpu.units(d.whole(1, 8)) }),
  };
}

/** A request without a limit draws it along, and the other way round; both are in order. */
export function resources(d: Draw): ContainerResources {
  const bounds = () =>
    d.one(
      { request: size(d) },
      { limit: size(d) },
      { request: Size.mebibytes(d.whole(1, 64)), limit: Size.mebibytes(d.whole(64, 900)) },
    );
  return { cpu: cpu(d), ...(d.maybe() && { memory: bounds() }), ...(d.maybe() && { ephemeralStorage: bounds() }) };
}

export function security(d: Draw): Security {
  return d.group<Security>('Security', {
    user: () => d.whole(1, 65535),
    group: () => d.whole(1, 65535),
    readOnlyRootFilesystem: () => d.maybe(),
  });
}

export function termination(d: Draw): Termination {
  return d.group<Termination>('Termination', {
    preStop: () => Duration.seconds(d.whole(0, 29)),
    gracePeriod: () => Duration.seconds(d.whole(30, 600)),
  });
}

/** @param hasPort whether the component has a port, which is asked where none is said */
export function health(d: Draw, hasPort: boolean): Health {
  const chosen = d.one(http, tcp, command, none)(d, hasPort);
  return d.maybe()
    ? chosen
    : chosen.withStartupTimeout(d.at('Health.withStartupTimeout.startup', Duration.minutes(d.whole(1, 60))));
}

function http(d: Draw, hasPort: boolean): Health {
  const port = () => d.at('HttpHealthOptions.port', d.whole(1, 65535));
  const options = d.group<HttpHealthOptions>('HttpHealthOptions', { livenessPath: () => `/live/${d.word()}` });
  const asked = hasPort && d.maybe() ? options : { ...options, port: port() };
  return Health.http(d.at('Health.http.path', `/ready/${d.word()}?full=1`), asked);
}

function tcp(d: Draw, hasPort: boolean): Health {
  return hasPort && d.maybe() ? Health.tcp() : Health.tcp(d.at('Health.tcp.port', d.whole(1, 65535)));
}

function none(d: Draw): Health {
  return d.at('Health.none', Health.none());
}

function command(d: Draw): Health {
  const words = ['check', ...d.list('Health.command.command', 3, () => text(d))];
  return Health.command(d.at('Health.command.command', words));
}

export function storageOptions(d: Draw, ...modes: PersistentVolumeAccessMode[]): StorageOptions {
  return d.group<StorageOptions>('StorageOptions', {
    storageClass: () => d.word(),
    accessMode: () => d.one(...modes),
    volumeName: () => d.word(),
  });
}

export function storage(d: Draw, outside: (kind: string, name: string) => string): Storage {
  const modes = [PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_ONCE_POD];
  if (d.maybe()) return Storage.claim(d.at('Storage.claim.name', outside('PersistentVolumeClaim', d.word())));
  return Storage.ofSize(d.at('Storage.ofSize.size', size(d)), storageOptions(d, ...modes));
}

/** One that is written into the manifest. */
export function inlinePassword(d: Draw): Password {
  return Password.inline(d.at('Password.inline.value', `${d.word()}.~_-`));
}

export function passwordFrom(d: Draw, secret: string): Password {
  return Password.fromSecret(d.at('Password.fromSecret.name', secret), d.at('Password.fromSecret.key', key(d)));
}
