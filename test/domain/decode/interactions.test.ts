/** What POST /v1/interactions accepts and how it says what it doesn't. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { MAX_CONTAINERS } from '../../../src/domain/call/crowded-json.ts';
import { isAppError } from '../../../src/domain/call/problem.ts';
import { decompress } from '../../../src/domain/decode/body.ts';
import { decodeInteractions as decodeInflated } from '../../../src/domain/decode/interactions.ts';
import {
  MAX_BODY_BYTES,
  MAX_DECODED_BYTES,
  MAX_DEPTH,
  MAX_INTERACTION_BYTES,
} from '../../../src/domain/decode/limits.ts';

const JSON_TYPE = 'application/json';
const decodeInteractions = (body: Uint8Array, type: string) => decodeInflated(decompress(body), type);
const decode = (body: unknown, type = JSON_TYPE) => decodeInteractions(Buffer.from(JSON.stringify(body)), type);

const problemsOf = (body: unknown) => {
  const [item] = decode(body).items;
  return item?.ok ? [] : (item?.problems ?? []);
};

/** The code of our error that a body is refused with; any other error fails the test. */
const codeOf = (body: Uint8Array, type = JSON_TYPE): string => {
  try {
    decodeInteractions(body, type);
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
  return 'accepted';
};

test('decodeInteractions() takes one interaction, an object of many, a bare array, and NDJSON', () => {
  const one = { input: 'hello' };

  assert.equal(decode(one).single, true);
  assert.equal(decode({ interactions: [one, one] }).items.length, 2);
  assert.equal(decode([one, one, one]).items.length, 3);
  const lines = Buffer.from(`${JSON.stringify(one)}\n\n${JSON.stringify(one)}\n`);
  assert.equal(decodeInteractions(lines, 'application/x-ndjson; charset=utf-8').items.length, 2);
});

test('decodeInteractions() reads a text as it reads its bytes, within the same limit', () => {
  const body = `\ufeff${JSON.stringify({ input: 'größer “als” gedacht 🙂' })}`;
  const long = JSON.stringify({ input: '€'.repeat(MAX_BODY_BYTES / 3) });

  assert.deepEqual(
    decodeInflated(decompress(body), JSON_TYPE),
    decodeInflated(decompress(Buffer.from(body)), JSON_TYPE),
  );
  assert.throws(() => decompress(long), /has \d{7} bytes/);
});

test('decodeInteractions() takes gzip, told by its first bytes and not by a header', () => {
  const body = gzipSync(JSON.stringify({ input: 'hello' }));

  assert.equal(decodeInteractions(body, JSON_TYPE).items[0]?.ok, true);
});

test('decompress() holds gzip to the limit of what is inside, and only what comes over the wire to the limit of the wire', () => {
  const body = gzipSync(
    JSON.stringify({ interactions: [{ input: 'x'.repeat(3_000_000) }, { input: 'y'.repeat(3_000_000) }] }),
  );

  const { items } = decodeInteractions(body, JSON_TYPE);

  assert.deepEqual(
    items.map(({ ok }) => ok),
    [true, true],
  );
});

test('decodeInteractions() keeps fields that it does not know', () => {
  const [item] = decode({ input: 'hello', my_field: { deep: [1] } }).items;

  assert.deepEqual(item?.ok && item.unknown, { my_field: { deep: [1] } });
});

test('decodeInteractions() names the field, what is allowed and the kind that was seen, never the value', () => {
  const cases: readonly [unknown, string, string][] = [
    [{ input: 'x', model: 42 }, 'model', 'must be a string, got a number'],
    [{ input: 'x', latency_ms: 'SECRET' }, 'latency_ms', 'must be a number, got a string'],
    [{ input: 'x', latency_ms: -1 }, 'latency_ms', 'must be between 0 and 31622400000, got a number'],
    [{ input: 'x', usage: { input_tokens: 1e9 } }, 'usage.input_tokens', 'must be at most 100000000, got a number'],
    [{ input: 'x', usage: 'SECRET' }, 'usage', 'must be an object, got a string'],
    [{ input: 'x', usage: { input_tokens: 1.5 } }, 'usage.input_tokens', 'must be a whole number, got a number'],
    [{ input: 'x', status: 'SECRET' }, 'status', 'must be one of ok, error, success, failure, got a string'],
    [{ input: 'x', confidence: 2 }, 'confidence', 'must be between 0 and 1, got a number'],
    [{ input: 'x', trace_id: 'SECRET' }, 'trace_id', 'must be 32 hexadecimal digits, not all zero, got a string'],
    [{ input: 'x', tags: [1] }, 'tags[0]', 'must be a string, got a number'],
    [{ input: 'x', timestamp: 1_700_000_000_000 }, 'timestamp', 'not milliseconds'],
    [{ input: 'x', timestamp: '21.11.2026' }, 'timestamp', 'must be an ISO 8601 time'],
    [{}, 'input', 'needs at least one of input, output and error'],
  ];
  for (const [body, path, message] of cases) {
    const [problem] = problemsOf(body);

    assert.equal(problem?.path, path);
    assert.ok(problem.message.includes(message), `${path}: ${problem.message}`);
    assert.ok(!JSON.stringify(problemsOf(body)).includes('SECRET'), `${path} quotes its value`);
  }
});

test('decodeInteractions() lets one bad item of a batch sink alone', () => {
  const { items } = decode({ interactions: [{ input: 'a' }, { model: 7 }, 'nonsense', { input: 'b' }] });

  assert.deepEqual(
    items.map(({ ok }) => ok),
    [true, false, false, true],
  );
  assert.equal(items[1]?.ok === false && items[1].problems[0]?.path, 'interactions[1].model');
});

test('decodeInteractions() lets one malformed line of NDJSON sink alone', () => {
  const { items } = decodeInteractions(Buffer.from('{"input":"a"}\n{"input":\n{"input":"b"}'), 'application/x-ndjson');

  assert.deepEqual(
    items.map(({ ok }) => ok),
    [true, false, true],
  );
});

test('decodeInteractions() takes null for a field left out', () => {
  assert.deepEqual(problemsOf({ input: 'x', model: null, usage: null, tags: null, error: null, timestamp: null }), []);
});

test('decodeInteractions() mends a lone surrogate and says so, as the rest of the call is worth keeping', () => {
  const [item] = decodeInteractions(Buffer.from('{"input":"cut \\ud83d"}'), JSON_TYPE).items;

  assert.equal(item?.ok && item.input.input, 'cut \ufffd');
  assert.equal(item?.ok && item.warnings[0]?.path, 'input');
});

test('decodeInteractions() refuses keys that reach for a prototype, numbers that are none, and bottomless nesting', () => {
  const deep = '['.repeat(MAX_DEPTH + 1) + ']'.repeat(MAX_DEPTH + 1);
  for (const body of ['{"input":"x","metadata":{"__proto__":{"a":1}}}', '{"input":1e999}', `{"input":${deep}}`]) {
    const [item] = decodeInteractions(Buffer.from(body), JSON_TYPE).items;

    assert.equal(item?.ok, false, body.slice(0, 40));
  }
  assert.equal(({} as { a?: number }).a, undefined);
});

test('decodeInteractions() refuses what is too large with the limit in the message', () => {
  assert.equal(codeOf(Buffer.alloc(MAX_BODY_BYTES + 1, 0x20)), 'too-large');
  assert.equal(codeOf(gzipSync(Buffer.alloc(MAX_DECODED_BYTES + 1))), 'too-large');
  const [item] = decodeInteractions(
    gzipSync(JSON.stringify({ input: 'x'.repeat(MAX_INTERACTION_BYTES) })),
    JSON_TYPE,
  ).items;
  assert.ok(item?.ok === false && item.tooLarge && item.problems[0]?.message.includes(String(MAX_INTERACTION_BYTES)));
});

test('decodeInteractions() tells where JSON breaks and what is not UTF-8 or gzip', () => {
  assert.equal(codeOf(Buffer.from('{"input":')), 'malformed-json');
  assert.equal(codeOf(Buffer.from([0x7b, 0xff, 0x7d])), 'undecodable-body');
  assert.equal(codeOf(Buffer.from([0x1f, 0x8b, 1, 2, 3])), 'undecodable-body');
  assert.equal(codeOf(Buffer.from('')), 'malformed-json');
});

test('decodeInteractions() gives a result or one of our errors for any bytes', () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify({ interactions: value }))),
    fc
      .dictionary(fc.constantFrom('input', 'usage', 'error', 'safety', 'tags', 'timestamp', 'feedback'), fc.jsonValue())
      .map((value) => Buffer.from(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(bodies, fc.constantFrom(JSON_TYPE, 'application/x-ndjson'), (body, type) => {
      codeOf(body, type);
    }),
    { numRuns: 500 },
  );
});

test('decodeInteractions() refuses a body that is small and would fill the memory once parsed', () => {
  const crowded = `[${'{},'.repeat(MAX_CONTAINERS)}{}]`;

  assert.equal(codeOf(gzipSync(`{"input":${crowded}}`)), 'too-large');
  assert.equal(codeOf(gzipSync(`{"input":"a"}\n{"input":${crowded}}`), 'application/x-ndjson'), 'too-large');
  assert.equal(codeOf(gzipSync(`{"input":"${'a'.repeat(2 * MAX_CONTAINERS)}"}`)), 'accepted');
});

test('decodeInteractions() counts an interaction as it will be written, where numbers grow', () => {
  for (const [number, written] of [
    ['1e20', '100000000000000000000'],
    ['-123e-8', '-0.00000123'],
  ] as const) {
    const times = Math.ceil(MAX_INTERACTION_BYTES / (written.length + 1));
    const body = `{"input":[${`${number},`.repeat(times).slice(0, -1)}]}`;

    const [item] = decodeInteractions(gzipSync(body), JSON_TYPE).items;

    assert.ok(body.length < MAX_INTERACTION_BYTES);
    assert.ok(item?.ok === false && item.tooLarge, number);
  }
});
