// The places of the API: each property, parameter, list item, map key and map value, named as `Draw.at` names them.
import type { Member, Type, TypeReference } from '../../api';

/**
 * Places whose value appears in no object: they say who may connect, in which namespace something is, how a URL is
 * composed, or which values are no secrets. Add a place here only if nothing in the cluster shows its value.
 */
export const IN_NO_OBJECT =
  /^(Endpoint\.(podLabels|allowNamespaces|namespace)|\w+\.(allowNamespaces|cidrs|url|notSecret)|\w+Key\.(of\.)?namespace|Warnings\.acknowledge\.reason|(ExternalService|\w+\.external)\.id)/;

/** Structs that the library returns and never takes. */
const RETURNED = ['Warning'];

export interface Place {
  readonly name: string;
  readonly isText: boolean;
}

/** Returns all places of the API. */
export function placesOf(types: Type[]): Place[] {
  const structs = types.filter(({ datatype }) => datatype).map(({ name }) => name);
  /** The places of a struct are its properties. The scope of a construct is not a place. */
  const isPlace = ({ type }: Member) => !structs.includes(nameOf(type)) && !type?.fqn?.startsWith('constructs.');
  const ofParameters = (owner: string, parameters: Member[] = []) =>
    parameters.filter(isPlace).flatMap(({ name, type }) => ofType(`${owner}.${name}`, type));
  const ofMethod = (owner: string, { name, parameters }: Member) => {
    const places = ofParameters(`${owner}.${name}`, parameters);
    return places.length > 0 ? places : [{ name: `${owner}.${name}`, isText: false }];
  };
  return types.flatMap(({ name, kind, properties = [], methods = [], initializer }) => [
    ...(kind === 'interface' && !RETURNED.includes(name)
      ? properties.flatMap((property) => ofType(`${name}.${property.name}`, property.type))
      : []),
    ...ofParameters(name, initializer?.parameters),
    ...methods.filter(isDeclaration).flatMap((method) => ofMethod(name, method)),
  ]);
}

function nameOf(type?: TypeReference): string {
  return type?.fqn?.replace('cdk8s-webstack.', '') ?? '';
}

/** A method that returns a plain value declares nothing; methods of cdk8s are not ours. */
function isDeclaration({ returns, overrides }: Member): boolean {
  return returns?.type.primitive === undefined && overrides === undefined;
}

function ofType(name: string, type: TypeReference = {}): Place[] {
  const itself = { name, isText: type.primitive === 'string' };
  if (!type.collection) return [itself];
  const { kind, elementtype } = type.collection;
  const isText = elementtype.primitive === 'string';
  if (kind === 'map') return [itself, { name: `${name}{key}`, isText: true }, { name: `${name}{}`, isText }];
  return isText ? [itself, { name: `${name}[]`, isText }] : [itself];
}

/** The advice for a place that no random app sets. */
export function unsetPlaceMessage(place: string): string {
  return `no random app sets ${place}. Set it with draw.at('${place}', …) or draw.group(…) in test/laws/random; docs/laws.md shows how.`;
}
