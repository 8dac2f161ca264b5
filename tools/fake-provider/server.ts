/**
 * A model provider that speaks OpenAI's HTTP on loopback and says what a script tells it to: what clients are tested against,
 * and what the demo's agent talks to. No model is behind it, no key is checked, nothing leaves the machine.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOfChat, askOfEmbeddings, askOfResponses } from './asks.ts';
import { chatChunks, chatCompletion, type Told } from './chat.ts';
import { embeddings } from './embeddings.ts';
import { response, responseEvents } from './responses.ts';
import type { Ask, Failure, Script } from './script.ts';

/** How long an idle connection is kept, milliseconds: longer than any test. */
const IDLE_MS = 600_000;

export interface FakeProvider {
  /** What OPENAI_BASE_URL is to be. */
  readonly baseUrl: string;
  /** How many requests were answered, failures included. */
  readonly answered: () => number;
  readonly stop: () => Promise<void>;
}

type Body = Readonly<Record<string, unknown>>;

/** One way to ask: how its body is read, and how it is answered whole and in pieces. */
interface Route {
  readonly ask: (body: Body) => Ask;
  readonly whole: (told: Told, body: Body) => object;
  readonly events?: (told: Told, body: Body) => readonly string[];
}

const ROUTES: Readonly<Record<string, Route>> = {
  '/v1/chat/completions': {
    ask: askOfChat,
    whole: chatCompletion,
    events: (told, { stream_options }) => [
      ...chatChunks(told, (stream_options as Body | undefined)?.['include_usage'] === true).map(
        (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
      ),
      'data: [DONE]\n\n',
    ],
  },
  '/v1/responses': {
    ask: askOfResponses,
    whole: response,
    events: (told) => responseEvents(told).map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  },
  '/v1/embeddings': { ask: askOfEmbeddings, whole: (told, body) => embeddings(told, body['encoding_format']) },
};

/** Starts a provider on a free port of 127.0.0.1. */
export const startProvider = async (script: Script): Promise<FakeProvider> => {
  let answered = 0;
  const server = createServer((request, reply) => {
    answered += 1;
    answer({ request, reply, script, number: answered }).catch((error: Error) => {
      // The caller went away, or the script is wrong: both end this one answer.
      if (!reply.headersSent) fail(reply, { status: 500, message: `the fake provider failed: ${error.message}` });
      else reply.destroy();
    });
  });
  // Node's 5 seconds would close a connection that a client, busy for as long, is about to use again.
  server.keepAliveTimeout = IDLE_MS;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    answered: () => answered,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};

const answer = async ({
  request,
  reply,
  script,
  number,
}: {
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
  readonly script: Script;
  readonly number: number;
}): Promise<void> => {
  const route = ROUTES[request.url?.split('?')[0] ?? ''];
  if (route === undefined) return fail(reply, { status: 404, message: `no route ${request.url}` });
  const body = JSON.parse(await textOf(request)) as Body;
  const ask = route.ask(body);
  const said = script(ask);
  const told = { ask, reply: said, number, created: Math.floor(Date.now() / 1000) };
  const gone = new AbortController();
  reply.once('close', () => gone.abort());
  const wait = (milliseconds: number) => sleep(milliseconds, undefined, { signal: gone.signal });

  if (said.failure) {
    await wait(said.delayMs ?? 0);
    return fail(reply, said.failure);
  }
  if (body['stream'] === true && route.events) {
    reply.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': `req_${number}` });
    reply.flushHeaders();
    await wait(said.delayMs ?? 0);
    for (const event of route.events(told, body)) {
      reply.write(event);
      if (said.pieceMs) await wait(said.pieceMs);
    }
    reply.end();
    return;
  }
  await wait(said.delayMs ?? 0);
  reply.writeHead(200, { 'content-type': 'application/json', 'x-request-id': `req_${number}` });
  reply.end(JSON.stringify(route.whole(told, body)));
};

const fail = (reply: ServerResponse, { status, message, type, code, retryAfter }: Failure): void => {
  reply.writeHead(status, {
    'content-type': 'application/json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  reply.end(JSON.stringify({ error: { message, type: type ?? 'api_error', param: null, code: code ?? null } }));
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
