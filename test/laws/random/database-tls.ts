// Random encryption of databases.
import { DatabaseTls } from 'cdk8s-webstack';
import { configMapKey, secretKey } from './keys';
import { existing, type Scene } from './scene';

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

/** The encryption of a database of the stack, and the Secret of its certificate. */
export interface ServerTls {
  readonly tls?: DatabaseTls;
  readonly certificate?: string;
}

/** @param type the type of the property `tls` */
export function serverTls(scene: Scene, type: string): ServerTls {
  const { draw } = scene;
  return draw.within(`${type}.tls`, () => {
    if (draw.boolean()) return {};
    const certificate = draw.boolean() ? existing(scene, 'Secret', draw.word()) : undefined;
    const tls =
      certificate === undefined
        ? draw.at('DatabaseTls.none', DatabaseTls.none())
        : DatabaseTls.fromSecret(draw.at('DatabaseTls.fromSecret.name', certificate));
    return { tls: draw.at(`${type}.tls`, tls), certificate };
  });
}
