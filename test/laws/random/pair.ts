// Two servers that call each other.
import { Server } from 'cdk8s-webstack';
import type { Scene } from './scene';
import { image } from './values';
import { objectsOf, offerOf } from './workloads';

/** Of the second the first knows the name alone. */
export function addPair({ chart, namespace, app, d }: Scene): void {
  const [first, second, port] = [d.word(), d.word(), d.whole(1024, 65535)];
  const later = Server.byName(chart, d.at('Server.byName.name', second), d.at('Server.byName.port', port));
  const one = new Server(chart, first, { image: image(d), uses: [later] });
  const other = new Server(chart, second, { image: image(d), port, uses: [one] });
  const offers = [
    offerOf(one, first, namespace, `${namespace}/${first} on 5000`),
    offerOf(other, second, namespace, `${namespace}/${second} on ${port}`),
  ];
  offers.forEach((offer, index) => {
    const [name, workload] = index === 0 ? [first, second] : [second, first];
    app.names.add(`${namespace}/${name}`);
    app.edges.push({ ...offer, workload });
  });
  app.offers.push(...offers);
  for (const server of [one, other]) app.exposed.push(server.service, ...objectsOf(server));
}
