import type { IngressForward } from '../cluster';
import { sendRequest } from '../http';
import { exchanges, ROUTING_TABLE, type Exchange } from './routing-table';

export function describeRouting(ingress: () => IngressForward): void {
  describe('through the Ingress,', () => {
    let asset = '';
    let found: Exchange[];

    beforeAll(async () => {
      const { body } = await sendRequest(ingress(), { path: '/' });
      asset = /\/assets\/[\w.-]+\.js/.exec(body)?.[0] ?? 'none';
      const requests = ROUTING_TABLE.map(({ path, body: sent }) => ({
        path: path.replace('ASSET', asset),
        body: sent,
      }));
      found = await exchanges(ingress(), requests);
    });

    const titled = ROUTING_TABLE.map((row, index) => ({ ...row, index, start: (row.body ?? '').slice(0, 20) }));

    test.each(titled)('$path $start: $seen, $status', ({ seen, status, index }) => {
      expect(found[index].seen).toBe(seen.replace('ASSET', asset));
      expect(found[index].response.status).toBe(status);
    });

    const responseTo = (path: string) => found[ROUTING_TABLE.findIndex((row) => row.path === path)].response;

    test('browsers revalidate the page, and cache its assets for a year', () => {
      const caching = ['/', '/index.html', '/about', 'ASSET', '/assets/none.js'].map(
        (path) => responseTo(path).headers['cache-control'],
      );
      expect(caching).toEqual(['no-cache', 'no-cache', 'no-cache', 'public, max-age=31536000, immutable', undefined]);
    });

    test('the API answers in JSON, and the client with the page', () => {
      const types = ['/', '/about', '/apix', '/api', '/api/values/all', '/api//x'].map(
        (path) => responseTo(path).headers['content-type'],
      );
      const json = 'application/json; charset=utf-8';
      expect(types).toEqual(['text/html', 'text/html', 'text/html', json, json, json]);
    });
  });
}
