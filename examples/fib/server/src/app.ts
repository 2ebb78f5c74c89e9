// The routes, independent of the stores behind them.
import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './describe-error.js';
import { InvalidIndex, parseIndex } from './parse-index.js';
import { logRequest, pathOf, requestId } from './request-log.js';
import { queryStore, settleBefore, StoreUnavailable, type Indexes, type Values } from './stores.js';

export interface AppOptions {
  readonly indexes: Indexes;
  readonly values: Values;
  /** Resolves when the server has reached both stores once. From then on it stays ready, even if a store fails. */
  readonly ready: Promise<void>;
  readonly log: FastifyBaseLogger;
  /**
   * The milliseconds that a client has to send a request.
   * @default 10000
   */
  readonly requestTimeoutMs?: number;
}

/** How long a request waits for the server to become ready, and then for the stores: together less than 2 s. */
const READY_TIMEOUT_MS = 700;
const STORE_TIMEOUT_MS = 1_100;

export function createApp(options: AppOptions): FastifyInstance {
  const { requestTimeoutMs = 10_000 } = options;
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: 1_024,
    requestTimeout: requestTimeoutMs,
    // If the timeout of headers were longer, as it is by default, Node would apply it to the whole request.
    http: { headersTimeout: requestTimeoutMs, connectionsCheckingInterval: 500 },
    frameworkErrors: sendFrameworkError,
    return503OnClosing: false,
  });
  app.addHook('onRequest', setHeaders);
  app.addHook('onResponse', logRequest);
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ error: `there is no ${request.method} ${pathOf(request)}` }),
  );
  addHealthRoutes(app, options);
  app.register(defineValueRoutes(options));
  return app;
}

/** Browsers must not guess another type than JSON. */
async function setHeaders(_: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-content-type-options', 'nosniff');
}

function addHealthRoutes(app: FastifyInstance, { ready }: AppOptions): void {
  let isReady = false;
  void ready.then(() => (isReady = true));
  app.get('/', () => ({ name: 'fib-server' }));
  app.get('/live', () => ({ alive: true }));
  app.get('/ready', (_, reply) => reply.code(isReady ? 200 : 503).send({ ready: isReady }));
}

function defineValueRoutes({ indexes, values, ready }: AppOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/values/all', async () => queryStore(await waitUntilReady(ready), 'postgres', indexes.all()));
    app.get('/values/current', async () => queryStore(await waitUntilReady(ready), 'redis', values.current()));
    app.post('/values', async ({ body }) => {
      const index = parseIndex(body);
      const signal = await waitUntilReady(ready);
      await queryStore(signal, 'postgres', indexes.add(index));
      await queryStore(signal, 'redis', values.queue([index]));
      return { index };
    });
  };
}

class NotReady extends Error {}

/**
 * Waits until the server is ready, and returns the timeout for the stores. A restarted server receives requests as soon as
 * it listens: the cluster notices only seconds later that the pod was not ready.
 */
async function waitUntilReady(ready: Promise<void>): Promise<AbortSignal> {
  await settleBefore(AbortSignal.timeout(READY_TIMEOUT_MS), ready).catch(() => {
    throw new NotReady();
  });
  return AbortSignal.timeout(STORE_TIMEOUT_MS);
}

function send(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error });
}

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof InvalidIndex) return send(reply, 422, error.message);
  if (error instanceof NotReady) return send(reply, 503, 'the server is starting; try again in a moment');
  if (error instanceof StoreUnavailable) {
    request.log.warn({ reason: describeError(error) }, 'a store is unavailable');
    return send(reply, 503, `${error.message}; try again in a moment`);
  }
  const { statusCode = 500 } = error;
  if (statusCode < 500) return send(reply, statusCode, error.message);
  request.log.error({ reason: describeError(error) }, 'the request failed');
  return send(reply, 500, 'internal error');
}

/** A URL that cannot be decoded reaches neither hooks nor the error handler. */
function sendFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void setHeaders(request, reply);
  sendError(error, request, reply);
}
