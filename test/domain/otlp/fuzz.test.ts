/** Whatever comes in: a result or one of our errors, soon, and without much memory. bench/otlp/fuzz.ts does the same at length. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../../src/domain/call/problem.ts';
import { mutated, randomFrom } from './mutations.ts';
import { logsRequest, read, readNormalised, tracesRequest } from './requests.ts';

/** What came of a body: `decoded`, or the code of our error. Anything else is thrown on. */
const fateOf = (decode: () => unknown): string => {
  try {
    decode();
    return 'decoded';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  }
};

test('decodeRequest() gives a result or one of our errors for damaged bodies of real clients', () => {
  const seed = Date.now();
  const random = randomFrom(seed);
  const fates = new Map<string, number>();
  for (let run = 0; run < 3000; run += 1) {
    const { body, signal, encoding, name } = mutated(random);

    const started = process.threadCpuUsage();
    const fate = fateOf(() => readNormalised(body, signal, encoding));
    const { user, system } = process.threadCpuUsage(started);

    // The bar is 100 ms, of this thread's work: the machine may be busy with other tests. Twice that, for the first, cold runs.
    const tookMs = (user + system) / 1000;
    assert.ok(tookMs < 200, `${name} took ${tookMs} ms, seed ${seed}`);
    fates.set(fate, (fates.get(fate) ?? 0) + 1);
  }

  assert.deepEqual(
    [...fates.keys()].filter((fate) => !['decoded', 'undecodable-body', 'too-large'].includes(fate)),
    [],
  );
  assert.ok(
    (fates.get('decoded') ?? 0) > 300 && (fates.get('undecodable-body') ?? 0) > 300,
    'the damage is too small or too great',
  );
});

test('decodeRequest() gives a result or one of our errors for bytes of no meaning', () => {
  const random = randomFrom(Date.now());
  for (let run = 0; run < 1000; run += 1) {
    const body = Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)));
    for (const signal of ['traces', 'logs', 'metrics'] as const) {
      for (const encoding of ['protobuf', 'json'] as const) fateOf(() => read(body, signal, encoding));
    }
  }
});

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const HOSTILE: Readonly<Record<string, () => unknown>> = {
  'JSON that nests a hundred thousand deep': () => read(Buffer.from(deep(100_000)), 'traces'),
  'a message list that nests a hundred thousand deep': () =>
    readNormalised(
      tracesRequest({ attributes: { 'gen_ai.input.messages': deep(100_000), 'gen_ai.operation.name': 'chat' } }),
      'traces',
    ),
  'content that nests a hundred thousand deep': () =>
    readNormalised(
      tracesRequest({ attributes: { 'input.value': `{"messages":[{"role":"user","content":${deep(100_000)}}]}` } }),
      'traces',
    ),
  'a log body that nests a hundred thousand deep': () =>
    readNormalised(logsRequest({ body: `AI_INTERACTION: {"input_text":${deep(100_000)}}` }), 'logs'),
  'a message wrapped in messages': () =>
    readNormalised(
      tracesRequest({
        attributes: { 'gen_ai.input.messages': `[${'{"message":'.repeat(50_000)}1${'}'.repeat(50_000)}]` },
      }),
      'traces',
    ),
  'tool results wrapped in tool results': () =>
    readNormalised(
      tracesRequest({
        attributes: {
          'gen_ai.input.messages': `[{"role":"tool","content":[{"type":"tool-result","output":${'{"type":"json","value":'.repeat(50_000)}1${'}'.repeat(50_000)}}]}]`,
        },
      }),
      'traces',
    ),
  'flattened names of ten thousand segments': () =>
    readNormalised(tracesRequest({ attributes: { [`llm.input_messages.${'0.'.repeat(10_000)}x`]: 'x' } }), 'traces'),
  'a megabyte of blanks in an id': () =>
    readNormalised(tracesRequest({ attributes: { 'session.id': ' '.repeat(1_000_000) } }), 'traces'),
  'a megabyte of the same letter where patterns look': () =>
    readNormalised(
      tracesRequest({
        name: 'a'.repeat(1_000_000),
        status: { code: 2, message: 'error '.repeat(200_000) },
        attributes: {
          'gen_ai.request.model': 'models/'.repeat(150_000),
          'gen_ai.system': 'a.'.repeat(500_000),
          'server.address': 'a.'.repeat(500_000),
          'gen_ai.response.finish_reasons': ','.repeat(1_000_000),
        },
      }),
      'traces',
    ),
};

for (const [what, decode] of Object.entries(HOSTILE)) {
  test(`decodeRequest() is done in time with ${what}`, () => {
    const started = process.cpuUsage();

    fateOf(decode);

    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1000 < 1000);
  });
}
