import { SECURITY } from '../pod/security';
import { CPU_RESOURCES } from '../pod/resources';
import { group, listOf, made, size, text } from '../wiring/kinds';

/** What Redis and Postgres are declared with alike. */
export const DATABASE = {
  image: text,
  storage: made('_bindOneWriter', 'a Storage, such as Storage.ofSize(Size.gibibytes(2))'),
  memory: size,
  cpu: CPU_RESOURCES,
  security: group(SECURITY),
  admitNamespaces: listOf(text, 'namespaces'),
};
