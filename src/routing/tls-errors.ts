import type { IConstruct } from 'constructs';
import { readMember } from '../checks/objects';
import { Platform } from '../platform/platform';
import type { IngressNginxRoutesProps } from './ingress-nginx-props';

const NOT_SET =
  'tls is not set; only disposable platforms, such as Platform.minikube() and Platform.kind(), default to plain HTTP. ' +
  'Set it to Tls.secret(name), Tls.controllerCertificate(), or Tls.none() if something in front of the controller decrypts.';

const NO_HOSTS = 'tls is set, but hosts is not; an Ingress decrypts only for the hosts that it lists. Set hosts.';

/** Returns the errors of what a declaration leaves out. It can still contain invalid properties. */
export function tlsErrors(component: IConstruct, declaration?: IngressNginxRoutesProps): string[] {
  const { tls, hosts } = declaration ?? {};
  if (tls === undefined) return Platform.of(component).disposable ? [] : [NOT_SET];
  return readMember(tls, 'isAtController') === true && hosts === undefined ? [NO_HOSTS] : [];
}
