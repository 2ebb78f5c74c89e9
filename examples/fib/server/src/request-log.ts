// The line of the log about a request.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** An id is copied to every line of the log about its request, and anybody can send one. */
const LONGEST_ID = 64;

export function requestId({ headers }: IncomingMessage): string {
  const id = headers['x-request-id'];
  return (typeof id === 'string' && id.slice(0, LONGEST_ID)) || randomUUID();
}

/** A query can contain what belongs in no log. */
export function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!;
}

/** The log leaves out probes: they arrive every few seconds and would hide the users' requests. */
const PROBE_PATHS = new Set(['/', '/live', '/ready']);

export async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const [method, path] = [request.method, pathOf(request)];
  const isProbe = request.headers['user-agent']?.startsWith('kube-probe/') === true;
  if (isProbe && PROBE_PATHS.has(path)) return;
  request.log.info({ method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
}
