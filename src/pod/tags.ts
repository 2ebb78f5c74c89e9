// Tags and names of images that do not name one content.

/** Branches, channels and environments, which publishers move from one image to the next. */
const CHANNELS =
  'latest main master trunk head develop dev edge nightly canary next rolling snapshot stable lts current mainline ' +
  'unstable experimental alpha beta rc preview release prod production staging stage qa uat test testing live default';
/** The systems and processors that an image of a channel is for. */
const FLAVORS =
  'alpine slim debian ubuntu bookworm bullseye trixie jammy noble distroless perl otel fpm apache linux windows amd64 arm64';
const MOVING = new RegExp(`^(${either(CHANNELS)})(-(${either(FLAVORS)}))*$|^(alpine|slim)$`, 'i');
/** `18-latest`, and what Maven calls an unfinished version. */
const MOVING_END = /-(latest|nightly|snapshot)$/i;

/** Texts that stand for a value that was not set, and values of another kind than a version. */
const NO_VALUE = /(^|[._-])(undefined|null|NaN|None|Infinity)($|[._-])|^(true|false)$/;
const NO_NAME = /(^|\/)(undefined|null)(?=[:/]|$)|(^|[/._-])undefined($|[/._:-])/;

function either(words: string): string {
  return words.split(' ').join('|');
}

/** Whether a tag is moved from one image to the next. A tag with a version, a commit or a date is not. */
export function isMoving(tag: string): boolean {
  return MOVING.test(tag) || MOVING_END.test(tag);
}

/** Whether a tag contains the text of a value that was not set. */
export function isUnsetTag(tag: string): boolean {
  return NO_VALUE.test(tag);
}

/** Whether the name of an image contains the text of a value that was not set. */
export function isUnsetName(name: string): boolean {
  return NO_NAME.test(name);
}
