/** Rows of fragments: they come back as they were, whichever version wrote them, and cost no more than they must. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { itemBytes as billedBytes } from '../../local/aws/dynamodb/item.ts';
import { decodeFacts } from '../../src/adapters/dynamodb/codecs/facts.ts';
import { fromItem, toHeldItem, toItem } from '../../src/adapters/dynamodb/fragment-item.ts';
import { itemBytes } from '../../src/adapters/dynamodb/item-bytes.ts';
import type { Item } from '../../src/adapters/dynamodb/table.ts';
import type { ProjectId, UserPseudonym } from '../../src/domain/call/ids.ts';
import { inOurWords, type RedactedJson } from '../../src/domain/call/redacted.ts';
import { timeEntryOf } from '../../src/domain/fragment/find.ts';
import type { Fragment, PayloadSlot, StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

const project = 'test' as ProjectId;
const DIGEST = 'abcdefghijklmnopqrstuv';
const LATER = NOON + 1e9;

const fragmentOf = (spans: readonly StoredSpan[], isWhole = false): Fragment => {
  const whole = isWhole ? wholeOf(spans) : undefined;
  const place = { traceId: traceId(1), key: `${DIGEST}.0`, receivedAt: NOON };
  return { ...place, spans, ...(whole === undefined ? {} : { whole }) };
};

const word = fc.constantFrom('chat', 'prompt_leak', 'a', '', '\u0001').map(inOurWords);
const prose = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('\u0001', 'one of twenty letters\u0000and more', 'an answer of more than twenty letters'),
);
/** JSON has no negative zero. */
const document = fc
  .jsonValue({ maxDepth: 2 })
  .map((value): unknown => JSON.parse(JSON.stringify(value)))
  .chain((value) => fc.constantFrom(value, [value, value]));
const slot = fc.oneof(
  fc.oneof(document, prose).map((value): PayloadSlot => ({ value: value as RedactedJson })),
  fc
    .record({
      key: fc.constantFrom(`payloads/test/2026-11-21/${DIGEST}`, 'payloads/other'),
      offset: fc.nat(3),
      span: fc.nat(3),
    })
    .map(
      ({ key, offset, span }): PayloadSlot => ({
        pack: { key, offset, length: offset + 9 },
        span,
        digest: 'a digest of 16 c',
        bytes: 7,
      }),
    ),
);
const cost = fc.oneof(
  fc.constantFrom<StoredSpan['cost']>(
    { source: 'client', nanoUsd: 5 },
    { source: 'unpriced', reason: 'no-usage' },
    // Buckets that don't add up, as an earlier version may have rounded.
    {
      source: 'computed',
      nanoUsd: 9,
      priceVersion: '1',
      pricedModel: 'x',
      buckets: { input: { tokens: 1, nanoUsd: 8 } },
    },
  ),
  fc
    .record({ input: fc.nat(9), output: fc.nat(9), model: fc.constantFrom('gpt-4o-mini', 'another') })
    .map(({ input, output, model }): StoredSpan['cost'] => ({
      source: 'computed',
      nanoUsd: input + output,
      priceVersion: '1',
      pricedModel: model,
      buckets: { input: { tokens: 3, nanoUsd: input }, output: { tokens: 4, nanoUsd: output } },
    })),
);
const assessment = fc.record(
  {
    dimension: word,
    score: fc.constantFrom(0, 0.3, 1),
    confidence: fc.constantFrom(0.5, 1),
    explanation: prose.map(inOurWords),
    assessor: fc.constantFrom('chat', 'prompt-leak', 'judge').map(inOurWords),
    assessorType: fc.constantFrom('automated' as const, 'model' as const),
    threshold: fc.constant(0.5),
  },
  {
    requiredKeys: ['dimension', 'score', 'confidence', 'explanation', 'assessor', 'assessorType'],
    noNullPrototype: true,
  },
);
const changes = fc.record(
  {
    kind: fc.constantFrom('llm' as const, 'embedding' as const, 'tool' as const, 'agent' as const),
    parentSpanId: fc.nat(3).map(spanId),
    start: fc
      .oneof(
        fc.nat(50_000),
        fc.nat(500).map((tenths) => tenths / 10),
      )
      .map((after) => NOON + after),
    end: fc.constantFrom(NOON + 1000, NOON + 60_000),
    latencyMs: fc.constantFrom(1000, 12.5),
    user: fc.constantFrom('u_one', 'u_two').map((id) => id as UserPseudonym),
    sessionId: word,
    name: word,
    error: fc.record({ type: word, httpStatus: fc.constant(429) }, { requiredKeys: [], noNullPrototype: true }),
    safety: fc.constant([{ category: inOurWords('hate'), action: inOurWords('blocked') }]),
    finishReasons: fc.array(word, { maxLength: 2 }),
    profile: fc.record({ topic: word, features: fc.constant({ age: 3 }) }, { requiredKeys: [], noNullPrototype: true }),
    redactions: fc.dictionary(fc.constantFrom('EMAIL', 'PHONE'), fc.integer({ min: 1, max: 3 }), {
      noNullPrototype: true,
    }),
    reportedAt: fc.constant(NOON + 7),
    cost,
    assessments: fc.array(assessment, { minLength: 1, maxLength: 3 }),
    payload: fc.record({ input: slot, output: slot, metadata: slot }, { requiredKeys: [], noNullPrototype: true }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const spans = fc
  .array(changes, { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.map((one, at) => aSpan({ traceId: traceId(1), spanId: spanId(at), ...(one as Partial<StoredSpan>) })),
  );

test('fromItem() gives back every fragment that toItem() wrote, and the facts in its row are those of its calls', () => {
  fc.assert(
    fc.property(spans, fc.boolean(), (all, isWhole) => {
      const fragment = fragmentOf(all, isWhole);

      const item = toItem(project, fragment, LATER);

      const { whole: _, ...kept } = fragment;
      assert.deepEqual(fromItem(traceId(1), item), kept);
      const at = Date.parse((item['g1sk']?.S ?? '').slice(0, 24));
      assert.deepEqual(decodeFacts(item['s'], { traceId: traceId(1), at }), timeEntryOf(fragment)?.facts ?? []);
    }),
    { numRuns: 400 },
  );
});

test('fromItem() gives back what sampling left out, whose row is in no index', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const item = toHeldItem(project, fragmentOf(all), LATER);

      assert.deepEqual(fromItem(traceId(1), item), fragmentOf(all));
      assert.deepEqual([item['s'], item['g1pk'], item['sk']?.S], [undefined, undefined, `H#${DIGEST}.0`]);
    }),
  );
});

test('fromItem() gives a call its own ids, not those that its facts inherit', () => {
  const root = aSpan({ traceId: traceId(1), kind: 'agent', user: 'u_one' as UserPseudonym });
  const call = aSpan({ traceId: traceId(1), spanId: spanId(1), parentSpanId: spanId(0) });

  const item = toItem(project, fragmentOf([root, call], true), LATER);

  assert.equal(decodeFacts(item['s'], { traceId: traceId(1), at: NOON })[0]?.user, 'u_one');
  assert.equal(fromItem(traceId(1), item).spans[1]?.user, undefined);
});

test('fromItem() reads what the first format wrote, and decodeFacts() its facts', () => {
  const item: Item = {
    pk: { S: 'test#T#00000000000000000000000000000002' },
    sk: { S: 'F#digest.0' },
    v: { N: '1' },
    r: { N: String(NOON) },
    ttl: { N: '1796262400' },
    b: {
      B: Buffer.from(
        'KLUv/WOc/BQtfAK1BgDDxREln88HeiAV/j2bKpbKpbNVcUzwRkP9tVNVsUCQSn9OUShdSO/DuY/5oNcFB6lkK8DVrhdfMmhJpVYcdS9+IAlJkBTffO5BATLwcUH/dnpaezvWFQOv4ADGM7l58adTwrpP5twpTIK6SsivCGPtHOzbcfeZxdUyFaj8wGCHkekXDU9YTY0kS7WxQACJXU4FEphC/GodYbgrpCthp6FvyfvjjIcRbfnGOLPDsTOqI5TQpzwpTEGpaSDla2y0UcpNgzGuhvxM7RvpWwdnNrjiRWeOsIwB',
        'base64',
      ),
    },
    g1pk: { S: 'test#H#2026-11-21#2' },
    g1sk: { S: '2026-11-21T12:00:00.000Z#00000000000000000000000000000002#digest.0' },
    s: {
      B: Buffer.from(
        'KLUv/WPBw9xjVwClAgDjAQY1NTUYnxptGBzOtNnOuHlyM3rh6sPgcAIW/DmfsW4+Vs5YYDQinXr9SLHk/TYrFF+x9J2VsUq3mpD7Ff0YRcsPDRqcjQ7ZGbVfujhzqg7G9Aw=',
        'base64',
      ),
    },
  };
  const written = aSpan({
    traceId: traceId(1),
    sessionId: inOurWords('session-1'),
    user: 'u_aaaaaaaaaaaaaaaaaaaaaaaaaa' as UserPseudonym,
    latencyMs: 900,
    end: NOON + 900,
    assessments: [
      {
        dimension: inOurWords('safety'),
        score: 1,
        confidence: 0.8,
        explanation: inOurWords('No unsafe content detected'),
        assessor: inOurWords('safety'),
        assessorType: 'automated',
        threshold: 0.95,
      },
    ],
    cost: {
      source: 'computed',
      nanoUsd: 42,
      priceVersion: '1',
      pricedModel: 'gpt-4o-mini',
      buckets: { input: { tokens: 7, nanoUsd: 42 } },
    },
    profile: { inputLanguage: inOurWords('en'), topic: inOurWords('t7') },
    payload: {
      input: { value: 'What did an earlier version write?' as unknown as RedactedJson },
      output: {
        pack: { key: 'payloads/test/2026-11-29/x', offset: 3, length: 50 },
        span: 0,
        digest: 'abcdefghijklmnop',
        bytes: 20,
      },
    },
  });

  const read = fromItem(traceId(1), item);

  assert.deepEqual(read, { traceId: traceId(1), key: 'digest.0', receivedAt: NOON, spans: [written] });
  const [facts] = decodeFacts(item['s'], { traceId: traceId(1), at: NOON });
  assert.deepEqual([facts?.start, facts?.settled, facts?.costNanoUsd], [NOON, true, 42]);
  assert.deepEqual(facts?.scores, [{ dimension: 'safety', score: 1, passed: true }]);
});

test('fromItem() refuses a format that it does not know', () => {
  const item = { ...toItem(project, fragmentOf([aSpan()]), LATER), v: { N: '4' } };

  assert.throws(() => fromItem(traceId(1), item), /has format 4, this version reads 1 to 3/);
});

test('itemBytes() counts what DynamoDB bills', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const item = toItem(project, fragmentOf(all), LATER);

      const sent = Object.entries(item).map(([name, { B, ...value }]) => [
        name,
        B === undefined ? value : { B: Buffer.from(B).toString('base64') },
      ]);
      assert.equal(itemBytes(item), billedBytes(Object.fromEntries(sent)));
    }),
  );
});
