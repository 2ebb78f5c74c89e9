// The routes, whatever the stores are.
import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { indexOf, NotAnIndex } from './index-of.js';
import { reasonOf } from './reason.js';
import { inTime, StoreAway, within, type Indexes, type Values } from './stores.js';

export interface AppOptions {
  readonly indexes: Indexes;
  readonly values: Values;
  /** Resolves when the server has once found both stores: from then on it is ready, whatever they do. */
  readonly found: Promise<void>;
  readonly log: FastifyBaseLogger;
}

/** How long a request waits until the server has found the stores, and then for their answers: its own is there within 2 s. */
const START_PATIENCE_MS = 700;
const PATIENCE_MS = 1_100;

export function createApp(options: AppOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: 'x-request-id',
    bodyLimit: 1_024,
    return503OnClosing: false,
  });
  app.addHook('onResponse', logRequest);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `there is no ${request.method} ${request.url}` }),
  );
  addHealth(app, options);
  app.register(valueRoutes(options));
  return app;
}

function addHealth(app: FastifyInstance, { found }: AppOptions): void {
  let isReady = false;
  void found.then(() => (isReady = true));
  app.get('/', () => ({ name: 'fib-server' }));
  app.get('/live', () => ({ alive: true }));
  app.get('/ready', (_, reply) => reply.code(isReady ? 200 : 503).send({ ready: isReady }));
}

function valueRoutes({ indexes, values, found }: AppOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/values/all', async () => within(await started(found), 'postgres', indexes.all()));
    app.get('/values/current', async () => within(await started(found), 'redis', values.current()));
    app.post('/values', async ({ body }) => {
      const index = indexOf(body);
      const signal = await started(found);
      await within(signal, 'postgres', indexes.add(index));
      await within(signal, 'redis', values.queue([index]));
      return { index };
    });
  };
}

class Starting extends Error {}

/**
 * The patience of a request with a store, once the server has found both. A server that was killed is asked as soon as it
 * listens again: the cluster learns only seconds later that it was away.
 */
async function started(found: Promise<void>): Promise<AbortSignal> {
  await inTime(AbortSignal.timeout(START_PATIENCE_MS), found).catch(() => {
    throw new Starting();
  });
  return AbortSignal.timeout(PATIENCE_MS);
}

function answer(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof NotAnIndex) return answer(reply, 422, error.message);
  if (error instanceof Starting) return answer(reply, 503, 'the server is starting; try again in a moment');
  if (error instanceof StoreAway) {
    request.log.warn({ reason: reasonOf(error) }, 'a store is away');
    return answer(reply, 503, `${error.message}; try again in a moment`);
  }
  const { statusCode = 500 } = error;
  if (statusCode < 500) return answer(reply, statusCode, error.message);
  request.log.error({ reason: reasonOf(error) }, 'failed');
  return answer(reply, 500, 'the server has made a mistake');
}

/** The probes ask every few seconds, and would hide what people asked. */
const UNLOGGED = new Set(['/', '/live', '/ready']);

async function logRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { method, url: path } = request;
  const probe = request.headers['user-agent']?.startsWith('kube-probe/') === true;
  if (probe && UNLOGGED.has(path)) return;
  request.log.info({ method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
}
