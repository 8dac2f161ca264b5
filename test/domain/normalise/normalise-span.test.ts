/** What normalising promises, whatever the source of a span. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSpanId, parseTraceId } from '../../../src/domain/call/ids.ts';
import type { RawSpan } from '../../../src/domain/call/span.ts';
import { normaliseSpan } from '../../../src/domain/normalise/normalise-span.ts';
import { plausibleInstant } from '../../../src/domain/normalise/times.ts';

const receivedAt = Date.parse('2026-11-21T10:00:00Z');

const span = (fields: Partial<RawSpan> = {}): RawSpan => ({
  traceId: parseTraceId('0af7651916cd43dd8448eb211c80319c')!,
  spanId: parseSpanId('b7ad6b7169203331')!,
  kind: 'llm',
  start: receivedAt - 2000,
  end: receivedAt - 1000,
  source: 'otlp',
  ...fields,
});

const normalise = (fields: Partial<RawSpan>): RawSpan => normaliseSpan(span(fields), { receivedAt });

test('normaliseSpan() gives a call its duration from its start and end, and believes a stated one first', () => {
  assert.equal(normalise({}).latencyMs, 1000);
  assert.equal(normalise({ latencyMs: 990.5 }).latencyMs, 990.5);
});

test('normaliseSpan() lets a span that ended before it began end where it starts, claims no duration, and marks the clock', () => {
  const { start, end, latencyMs, clockSkew } = normalise({ start: receivedAt - 10, end: receivedAt - 20 });

  assert.deepEqual(
    { start, end, latencyMs, clockSkew },
    { start: receivedAt - 10, end: receivedAt - 10, latencyMs: undefined, clockSkew: true },
  );
});

test('normaliseSpan() moves a call of the future to the moment it arrived and keeps its duration', () => {
  const ahead = 3 * 3_600_000;

  const { start, end, latencyMs, clockSkew } = normalise({ start: receivedAt + ahead, end: receivedAt + ahead + 500 });

  assert.deepEqual(
    { start, end, latencyMs, clockSkew },
    { start: receivedAt - 500, end: receivedAt, latencyMs: 500, clockSkew: true },
  );
});

test('normaliseSpan() keeps the times of an imported old call and marks them', () => {
  const old = receivedAt - 30 * 24 * 3_600_000;

  const { start, clockSkew } = normalise({ start: old, end: old + 10 });

  assert.deepEqual({ start, clockSkew }, { start: old, clockSkew: true });
});

test('normaliseSpan() finds a start for a span that states none', () => {
  assert.equal(normalise({ start: 0, end: receivedAt - 100, latencyMs: 40 }).start, receivedAt - 140);
  assert.equal(normaliseSpan(span({ start: 0, end: 0 }), { receivedAt }).start, receivedAt);
});

test('normaliseSpan() takes times of clocks that were never set for unknown, and keeps the duration that they measured', () => {
  const both = normalise({ start: 70_000, end: 70_500 });
  const startOnly = normalise({ start: 1, end: receivedAt - 100, latencyMs: 40 });

  assert.deepEqual([both.start, both.end, both.latencyMs], [receivedAt - 500, receivedAt, 500]);
  assert.deepEqual([startOnly.start, startOnly.latencyMs], [receivedAt - 140, 40]);
});

test('normaliseSpan() believes no duration of decades and no cost of millions', () => {
  for (const huge of [1e12, 1e300, Number.POSITIVE_INFINITY, Number.NaN, -1]) {
    const { cost, latencyMs, timeToFirstTokenMs } = normalise({
      cost: { source: 'client', nanoUsd: huge * 1e9 },
      latencyMs: huge,
      timeToFirstTokenMs: huge,
    });

    assert.deepEqual([cost, latencyMs, timeToFirstTokenMs], [undefined, 1000, undefined]);
  }
  const stated = { source: 'client', nanoUsd: 1e15 } as const;
  assert.deepEqual(normalise({ cost: stated }).cost, stated);
});

test('normaliseSpan() asks the model for the provider where a framework or the service gave its own name', () => {
  assert.equal(
    normalise({ provider: 'strands-agents', model: 'us.anthropic.claude-sonnet-4-20250514-v1:0' }).provider,
    'aws.bedrock',
  );
  assert.equal(normalise({ provider: 'help-desk', service: 'help-desk', model: 'gpt-4o-mini' }).provider, 'openai');
  assert.equal(normalise({ provider: 'langchain', model: 'my-own-model' }).provider, undefined);
});

test('normaliseSpan() asks the called address before it believes that the OpenAI SDK called OpenAI', () => {
  const at = (address: string) =>
    normalise({ provider: 'openai', model: 'm', payload: { metadata: { 'server.address': address } } }).provider;

  assert.equal(at('api.deepseek.com'), 'deepseek');
  assert.equal(at('acme.openai.azure.com'), 'azure.ai.openai');
  assert.equal(at('127.0.0.1'), 'openai');
});

test('normaliseSpan() keeps the asked model only where another answered', () => {
  assert.equal(normalise({ model: 'gpt-4o-2024-08-06', requestModel: 'gpt-4o' }).requestModel, 'gpt-4o');
  assert.equal(Object.hasOwn(normalise({ model: 'gpt-4o', requestModel: 'gpt-4o' }), 'requestModel'), false);
  assert.equal(normalise({ requestModel: 'models/gemini-2.5-flash' }).model, 'gemini-2.5-flash');
});

test('normaliseSpan() reads impossible inclusive counts as the exclusive ones that they are', () => {
  const { usage, usageRule } = normalise({
    usage: { inputTokens: 10, cacheReadTokens: 900, outputTokens: 5 },
    usageRule: 'inclusive',
  });

  assert.deepEqual(usage, { inputTokens: 910, cacheReadTokens: 900, outputTokens: 5 });
  assert.equal(usageRule, 'exclusive');
});

test('normaliseSpan() drops counts that are no counts', () => {
  assert.equal(Object.hasOwn(normalise({ usage: { inputTokens: Number.NaN, outputTokens: -3 } }), 'usage'), false);
});

test('normaliseSpan() counts the characters of texts and not those of the structure around them', () => {
  const { inputLength, outputLength } = normalise({
    payload: {
      input: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'four' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ],
      output: 'three',
    },
  });

  assert.deepEqual({ inputLength, outputLength }, { inputLength: 4, outputLength: 5 });
});

test('normaliseSpan() calls every span with an error failed', () => {
  assert.equal(normalise({ error: { httpStatus: 429 }, status: 'ok' }).status, 'error');
  assert.equal(normalise({ finishReasons: ['error'] }).status, 'error');
  assert.equal(Object.hasOwn(normalise({}), 'status'), false);
});

const anySpan = fc
  .record(
    {
      provider: fc.constantFrom(
        'OpenAI',
        'openai.chat',
        'langchain',
        'acme.chat',
        'google.vertex.chat',
        ' ',
        'Azure_OpenAI',
      ),
      model: fc.constantFrom(
        'gpt-4o',
        'openai/openai/gpt-4o',
        'models/gemini-1.5-pro',
        'arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-pro-v1:0',
        '',
      ),
      requestModel: fc.constantFrom('gpt-4o', 'anthropic/claude-3', ' x '),
      finishReasons: fc.array(fc.constantFrom('STOP', 'tool-calls,stop', 'weird', '')),
      start: fc.double({ noNaN: false }),
      end: fc.double({ noNaN: false }),
      latencyMs: fc.double(),
      usage: fc.record(
        { inputTokens: fc.double(), cacheReadTokens: fc.nat(), outputTokens: fc.nat(), reasoningTokens: fc.nat() },
        { requiredKeys: [] },
      ),
      payload: fc.record({ input: fc.jsonValue(), output: fc.jsonValue() }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  .map((fields) => span(fields as Partial<RawSpan>));

test('normaliseSpan() drops the marks that only finding the start of a call needs', () => {
  const normalised = normalise({ isStartAssumed: true, isOnlyReport: true });

  assert.ok(!('isStartAssumed' in normalised) && !('isOnlyReport' in normalised));
});

test('normaliseSpan() changes nothing the second time', () => {
  fc.assert(
    fc.property(anySpan, (raw) => {
      const once = normaliseSpan(raw, { receivedAt });

      assert.deepEqual(normaliseSpan(once, { receivedAt }), once);
    }),
  );
});

test('normaliseSpan() claims no duration for a call whose client measured none', () => {
  assert.equal(normalise({ start: receivedAt - 500, end: receivedAt - 500 }).latencyMs, undefined);
});

test('plausibleInstant() believes the past and a clock a little ahead, and takes the moment of arrival for anything else', () => {
  const [past, ahead] = [receivedAt - 400 * 86_400_000, receivedAt + 60_000];

  assert.deepEqual(
    [past, ahead].map((at) => plausibleInstant(at, receivedAt)),
    [past, ahead],
  );
  for (const at of [receivedAt + 3_600_000, 0, -1, Number.NaN])
    assert.equal(plausibleInstant(at, receivedAt), receivedAt);
});
