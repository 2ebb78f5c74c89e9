// Which places of the API there are, and which of them no random declaration has used.
import type { Member, Type, TypeReference } from '../../api';

/** The places that are not among those given. */
export function missing(types: Type[], given: ReadonlySet<string>): string[] {
  return places(types)
    .filter(({ place }) => !given.has(place))
    .map(({ place }) => place);
}

/** Nothing of these has to be in an object: they say who is admitted, where something is, or how a URL is made. */
export const IN_NO_OBJECT =
  /^(Endpoint\.(podLabels|allowNamespaces|namespace)|\w+\.(allowNamespaces|cidrs|url)|\w+Key\.(of\.)?namespace|(ExternalService|\w+\.external)\.id)/;

/** The places that hold text. */
export function textPlaces(types: Type[]): string[] {
  return places(types)
    .filter(({ isText }) => isText)
    .map(({ place }) => place);
}

/** All places. */
export function allPlaces(types: Type[]): string[] {
  return places(types).map(({ place }) => place);
}

interface Place {
  readonly place: string;
  readonly isText: boolean;
}

/** What can be declared, named as Draw.given does. */
function places(types: Type[]): Place[] {
  const structs = types.filter(({ datatype }) => datatype).map(({ name }) => name);
  /** Parameters that are groups of properties are counted by these; a construct is where something is put. */
  const counts = ({ type }: Member) => !structs.includes(nameOf(type)) && !type?.fqn?.startsWith('constructs.');
  return types.flatMap(({ name, kind, properties = [], methods = [], initializer }) => [
    ...(kind === 'interface' ? properties : []).flatMap((property) =>
      placesOf(`${name}.${property.name}`, property.type),
    ),
    ...(initializer?.parameters ?? [])
      .filter(counts)
      .flatMap((parameter) => placesOf(`${name}.${parameter.name}`, parameter.type)),
    ...methods.filter(declares).flatMap((method) => {
      const parameters = (method.parameters ?? []).filter(counts);
      const place = `${name}.${method.name}`;
      if (parameters.length === 0) return [{ place, isText: false }];
      return parameters.flatMap((parameter) => placesOf(`${place}.${parameter.name}`, parameter.type));
    }),
  ]);
}

function nameOf(type?: TypeReference): string {
  return type?.fqn?.replace('cdk8s-webstack.', '') ?? '';
}

/** A method that answers with a plain value only asks; what core has is core's. */
function declares({ returns, overrides }: Member): boolean {
  return returns?.type.primitive === undefined && overrides === undefined;
}

function placesOf(place: string, type: TypeReference = {}): Place[] {
  const itself = { place, isText: type.primitive === 'string' };
  if (!type.collection) return [itself];
  const { kind, elementtype } = type.collection;
  const isText = elementtype.primitive === 'string';
  if (kind === 'map') return [itself, { place: `${place}{key}`, isText: true }, { place: `${place}{}`, isText }];
  return isText ? [itself, { place: `${place}[]`, isText }] : [itself];
}
