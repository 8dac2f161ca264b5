/** Runs a client through the story, and tests what a person then reads of it over HTTP. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type FakeProvider, startProvider } from '../../tools/fake-provider/server.ts';
import { type Client, startAny } from '../e2e/service.ts';
import { type App, basicsOf, runApp } from './run-app.ts';
import { ANSWERED, ASKED, FIRST_WORD_MS, FOUND, story } from './story.ts';

/** A call as a line: which of the story's calls, model, status or HTTP status, tokens, and cost in billionths of a dollar. */
export type Line = readonly [
  call: string,
  model: string,
  status: 'ok' | number | 'error',
  input: number | null,
  output: number | null,
  nanoUsd: number | null,
];

const MINI = 'gpt-4o-mini-2024-07-18';

/** What a client that tells everything tells. gpt-4o-mini costs 150 billionths a token in, 75 where cached, and 600 out. */
export const WHOLE_STORY = {
  chat: ['chat', MINI, 'ok', 70, 21, 54 * 150 + 16 * 75 + 21 * 600],
  stream: ['stream', MINI, 'ok', 33, 14, 33 * 150 + 14 * 600],
  call: ['call', MINI, 'ok', 55, 12, 55 * 150 + 12 * 600],
  tool: ['tool', MINI, 'ok', 90, 18, 90 * 150 + 18 * 600],
  embed: ['embed', 'text-embedding-3-small', 'ok', 9, null, 9 * 20],
  fail: ['fail', 'gpt-4o-mini', 429, null, null, null],
} as const satisfies Record<string, Line>;

/** A call as clients report it that tell the model that was asked for, not the one that answered. */
export const asAsked = ([call, , ...rest]: Line): Line => [call, 'gpt-4o-mini', ...rest];

/** The first call as clients report it that keep the cached tokens to themselves: priced as if all input were new. */
export const CHAT_WITHOUT_CACHE: Line = ['chat', MINI, 'ok', 70, 21, 70 * 150 + 21 * 600];

export interface Teller {
  readonly name: string;
  /** The app to run, given where the service is and the key to it. */
  readonly app: (service: Client) => App;
  /** The calls that the client reports, in order; what a client leaves out of the whole story is its own limit. */
  readonly lines: readonly Line[];
  /** How often it asks the provider; six times unless said otherwise. */
  readonly asks?: number;
  /** The dialect that it is to be known by. */
  readonly dialect: string;
  /** Whether it says when the first word of a stream came. */
  readonly timesFirstWord: boolean;
  /** Whether the run of the tool is a span. */
  readonly showsTool: boolean;
  /** Whether the texts of embedded inputs are sent. */
  readonly showsEmbedded?: boolean;
  /** What is to hold besides: a sentence, and what to look at. */
  readonly also?: readonly [sentence: string, look: (story: Told) => void];
}

/** What a person reads of a run. */
export interface Told {
  readonly service: Client;
  readonly session: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of the API, as they come.
  readonly trace: any;
  /** The spans that are calls, by the names of the story. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly calls: Readonly<Record<string, any>>;
}

/** Runs a client and registers its tests. */
export const tellsStory = (teller: Teller): void => {
  describe(teller.name, () => {
    let provider: FakeProvider;
    let service: Client & { readonly stop: () => Promise<void> };
    let complaints = '';
    let told: Told;
    const [user, session] = [`user-${randomUUID()}`, `session-${randomUUID()}`];

    before(async () => {
      provider = await startProvider(story);
      service = await startAny();
      const { env, ...app } = teller.app(service);
      complaints = await runApp({ ...app, env: { ...basicsOf(provider, user, session), ...env } });
      told = await readStory(service, session, teller.lines);
    });
    after(async () => {
      await provider?.stop();
      await service?.stop();
    });

    test('has nothing to complain of', () => {
      assert.equal(complaints, '');
      assert.equal(provider.answered(), teller.asks ?? 6);
    });

    test('shows each call with its model, outcome, tokens and cost', () => {
      const lines = Object.entries(told.calls).map(([name, call]): Line => lineOf(name, call));

      assert.deepEqual(lines, teller.lines);
    });

    test('counts each call once in the totals', () => {
      const { totals } = told.trace;
      const sum = (figure: (line: Line) => number | null): number =>
        teller.lines.reduce((all, line) => all + (figure(line) ?? 0), 0);

      assert.equal(totals.interactions, teller.lines.length);
      assert.equal(totals.errors, teller.lines.filter(([, , status]) => status !== 'ok').length);
      assert.equal(
        totals.input_tokens,
        sum(([, , , input]) => input),
      );
      assert.equal(
        totals.output_tokens,
        sum(([, , , , output]) => output),
      );
      assert.equal(
        toNano(totals.cost_usd),
        sum(([, , , , , nanoUsd]) => nanoUsd),
      );
    });

    test("shows prompts and answers, and nobody's personal data", () => {
      const { chat, stream, tool, embed } = told.calls;

      assert.match(JSON.stringify(chat.input), /\[EMAIL\].*\[CREDIT_CARD\].*\[SSN\].*How do I pay\?/);
      assert.match(JSON.stringify(chat.output), new RegExp(ANSWERED.chat));
      assert.match(JSON.stringify(stream.input), new RegExp(ASKED.stream.replace('?', '\\?')));
      assert.match(JSON.stringify(stream.output), new RegExp(ANSWERED.stream));
      assert.match(JSON.stringify(tool.output), new RegExp(ANSWERED.tool));
      if (teller.showsEmbedded !== false && embed) assert.match(JSON.stringify(embed.input), new RegExp(ASKED.embed));
      assert.doesNotMatch(JSON.stringify(told.trace), /maria\.keller|4111 1111|078-05-1120/);
    });

    test('shows how long calls took, and when the first word of a stream came where the client says so', () => {
      const { chat, stream } = told.calls;

      assert.ok(chat.latency_ms > 0 && chat.latency_ms < 60_000, `${chat.latency_ms} ms`);
      assert.ok(stream.latency_ms >= FIRST_WORD_MS, `${stream.latency_ms} ms`);
      if (!teller.timesFirstWord) return assert.equal(stream.time_to_first_token_ms, undefined);
      const first = stream.time_to_first_token_ms;
      assert.ok(first >= FIRST_WORD_MS * 0.9 && first < stream.latency_ms, `${first} of ${stream.latency_ms} ms`);
    });

    test('shows what the model wanted of the tool, and what the tool gave', () => {
      const { call, tool } = told.calls;

      assert.match(JSON.stringify(call.output), /find_order.*88213/);
      assert.match(JSON.stringify(tool.input), new RegExp(FOUND));
      const runs = told.trace.spans.filter(({ kind }: { kind: string }) => kind === 'tool');
      assert.equal(runs.length, teller.showsTool ? 1 : 0);
      if (teller.showsTool) assert.match(JSON.stringify([runs[0].name, runs[0].tool]), /find_order/);
    });

    test('is found by user and by session, whichever call they were said with', async () => {
      const { body } = await service.get(`/v1/interactions?user_id=${user}&limit=200`);
      const ids = body.interactions.map(({ interaction_id }: { interaction_id: string }) => interaction_id);

      for (const [name, { interaction_id }] of Object.entries(told.calls))
        assert.ok(ids.includes(interaction_id), name);
      assert.equal(told.trace.session_id, session);
      assert.match(told.trace.user, /^u_/);
    });

    test(`is known as ${teller.dialect}`, () => {
      for (const [name, { dialect }] of Object.entries(told.calls)) assert.equal(dialect, teller.dialect, name);
    });

    if (teller.also) {
      const [sentence, look] = teller.also;
      test(sentence, () => look(told));
    }
  });
};

const readStory = async (service: Client, session: string, lines: readonly Line[]): Promise<Told> => {
  const { body } = await service.get(`/v1/sessions/${session}`);
  assert.equal(body.interactions.length, lines.length, 'the list of a session has each call once');
  const traceIds = new Set(body.interactions.map(({ trace_id }: { trace_id: string }) => trace_id));
  assert.equal(traceIds.size, 1, 'the story is one trace');
  const { body: trace } = await service.get(`/v1/traces/${[...traceIds][0]}`);
  const found = callsOf(trace.spans);
  assert.equal(found.length, lines.length, found.map(({ name }) => name).join());
  const calls = Object.fromEntries(lines.map(([name], index) => [name, found[index]]));
  return { service, session, trace, calls };
};

interface Span {
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly kind: string;
  readonly name: string;
}

/** Model calls that wrap no other call of their kind. */
const callsOf = (spans: readonly Span[]): readonly Span[] =>
  spans.filter(
    ({ kind, span_id }) =>
      (kind === 'llm' || kind === 'embedding') &&
      !spans.some((inner) => inner.kind === kind && inner.parent_span_id === span_id),
  );

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API, as it comes.
const lineOf = (name: string, call: any): Line => [
  name,
  call.model,
  call.status === 'ok' ? 'ok' : (call.error.http_status ?? 'error'),
  call.usage?.input_tokens ?? null,
  call.usage?.output_tokens ?? null,
  call.cost?.usd === undefined ? null : toNano(call.cost.usd),
];

const toNano = (usd: number): number => Math.round(usd * 1e9);
