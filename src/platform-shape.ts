import type { PlatformProps } from './platform-props';
import { flag, oneOf, text } from './wiring/kinds';
import { shown } from './wiring/mistake';
import type { Kind, Shape } from './wiring/shape';

const version: Kind = (value, property) =>
  value === undefined || (typeof value === 'string' && /^1\.(2[7-9]|[3-9]\d|\d{3})$/.test(value))
    ? []
    : [`${property} is ${shown(value)}; allowed is major and minor version from 1.27 on, such as '1.30'`];

export const ACCESS_MODE = oneOf(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']);

export const PLATFORM: Shape<PlatformProps> = {
  storageClass: text,
  accessMode: ACCESS_MODE,
  ingressClass: text,
  imagePullPolicy: oneOf(['Always', 'IfNotPresent', 'Never']),
  kubernetesVersion: version,
  throwAway: flag,
};
