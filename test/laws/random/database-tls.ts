// Random encryption of databases outside the stack.
import { DatabaseTls } from 'cdk8s-webstack';
import { configMapKey, secretKey } from './keys';
import type { Scene } from './scene';

/** The encryption, and whether consumers get a CA. */
export interface ChosenTls {
  readonly tls: DatabaseTls;
  readonly isVerified: boolean;
  readonly hasCa: boolean;
}

/** @param type the type of the property `tls` */
export function externalTls(scene: Scene, type: string): ChosenTls {
  const { draw } = scene;
  return draw.within(`${type}.tls`, () => {
    const ca = () => draw.at('DatabaseTls.verified.ca', draw.pick(secretKey, configMapKey)(scene));
    const verified = { make: () => DatabaseTls.verified(ca()), isVerified: true, hasCa: true };
    const publicCa = {
      make: () => draw.at('DatabaseTls.publicCa', DatabaseTls.publicCa()),
      isVerified: true,
      hasCa: false,
    };
    const none = { make: () => draw.at('DatabaseTls.none', DatabaseTls.none()), isVerified: false, hasCa: false };
    const { make, ...rest } = draw.pick(verified, publicCa, none);
    return { tls: draw.at(`${type}.tls`, make()), ...rest };
  });
}
