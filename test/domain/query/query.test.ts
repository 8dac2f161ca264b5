/** Filters, cursors and query strings. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOf } from '../../../src/domain/call/facts.ts';
import { isAppError } from '../../../src/domain/call/problem.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { toEpochMs } from '../../../src/domain/decode/shapes.ts';
import { decodeCursor, encodeCursor } from '../../../src/domain/query/cursor.ts';
import { matches } from '../../../src/domain/query/filter.ts';
import { readListRequest } from '../../../src/domain/query/list-request.ts';
import { readStart } from '../../../src/domain/query/period-request.ts';
import { momentOf } from '../../../src/domain/query/time.ts';
import { toRedactedSpan } from '../../../src/pipelines/read-trace.ts';
import { aSpan, NOON } from '../../builders/spans.ts';

const facts = (changes = {}) => factsOf(toRedactedSpan(aSpan(changes)));
const read = (query: Record<string, string>) =>
  readListRequest(query, {
    now: NOON,
    ids: { user: (id) => `u_${id}`, identifier: (text) => text },
    readTime: toEpochMs,
  });
const problemsOf = (query: Record<string, string>): readonly string[] => {
  try {
    read(query);
  } catch (error) {
    if (isAppError(error)) return error.problems.map(({ path }) => path);
    throw error;
  }
  return [];
};

test('matches() takes a dated version for the model it is a version of, and no other model', () => {
  const of = (model: string) => matches(facts({ model: inOurWords(model) }), { model: 'gpt-4o' });

  assert.deepEqual(
    [
      'gpt-4o',
      'gpt-4o-2024-08-06',
      'gpt-4o-20240806',
      'gpt-4o-0613',
      'gpt-4o-mini',
      'gpt-4o-mini-2024-07-18',
      'gpt-4',
    ].map(of),
    [true, true, true, true, false, false, false],
  );
});

test('matches() leaves a call out whose figure is not known when a bound on it is asked for', () => {
  const { latencyMs: _, cost: __, ...unknown } = aSpan();

  assert.equal(matches(factsOf(toRedactedSpan(unknown)), { minLatencyMs: 0 }), false);
  assert.equal(matches(factsOf(toRedactedSpan(unknown)), { maxLatencyMs: 1 }), false);
  assert.equal(matches(factsOf(toRedactedSpan(unknown)), { minCostUsd: 0 }), false);
  assert.equal(matches(facts(), { minLatencyMs: 1000, maxLatencyMs: 1000, minCostUsd: 0.00007 }), true);
});

test('matches() finds the calls that an alarm is about', () => {
  const score = (dimension: string, passed: boolean) => ({ dimension: inOurWords(dimension), score: 0.5, passed });
  const plain = facts();
  const offending = {
    ...plain,
    timeToFirstTokenMs: 12_000,
    redactions: 30,
    safetyCategories: [inOurWords('toxicity')],
    scores: [score('hallucination', false), score('relevance', true)],
    validationFailed: true,
    redactionFailed: true,
    costNanoUsd: undefined,
    service: 'checkout',
    release: '2.4.1',
    errorType: 'RateLimitError',
  } as unknown as typeof plain;
  const filters = [
    { minTimeToFirstTokenMs: 10_000 },
    { minRedactions: 10 },
    { flagged: true },
    { failedDimension: 'hallucination' },
    { failedDimension: 'any' },
    { validationFailed: true },
    { redactionFailed: true },
    { unpriced: true },
    { service: 'checkout' },
    { release: '2.4.1' },
    { errorType: 'RateLimitError' },
  ];

  for (const filter of filters) {
    assert.deepEqual([matches(offending, filter), matches(plain, filter)], [true, false], JSON.stringify(filter));
  }
  assert.equal(matches(offending, { failedDimension: 'relevance' }), false);
  assert.equal(matches(plain, { minTokens: 135 }), true);
  assert.equal(matches(plain, { minTokens: 136 }), false);
  assert.equal(matches({ ...plain, scores: [score('safety', false)] }, { flagged: true }), true);
});

test('readListRequest() takes a zone east of Greenwich whose plus was not escaped, and so came as a space', () => {
  const escaped = read({ from: '2026-11-21T10:00:00+02:00' }).within;

  assert.deepEqual(read({ from: '2026-11-21T10:00:00 02:00' }).within, escaped);
  assert.deepEqual(problemsOf({ from: '2026-11-21 02:00 02:00' }), ['from']);
});

test('readListRequest() takes times ago, as the links in alarms have them', () => {
  assert.deepEqual(read({ from: '-2h' }).within, { from: NOON - 7_200_000, to: NOON + 300_000 });
  assert.deepEqual(read({ from: '-3d', to: '-90m' }).within, { from: NOON - 3 * 86_400_000, to: NOON - 5_400_000 });
  assert.deepEqual(problemsOf({ from: '2h', flagged: 'yes' }), ['from', 'flagged']);
});

test('decodeCursor() reads back what encodeCursor() wrote, and refuses anything else as ours', () => {
  const range = { from: NOON - 1000, to: NOON + 1000 };
  const cursor = { position: '2026-11-21T12:00:00.000Z#t#k', last: { start: NOON, id: 'x' } };

  assert.deepEqual(decodeCursor(encodeCursor(cursor), range), cursor);
  const elsewhere = encodeCursor({ position: '9999-01-01T00:00:00.000Z#t#k' });
  assert.throws(() => decodeCursor(elsewhere, range), isAppError);
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        decodeCursor(text, range);
      } catch (error) {
        assert.ok(isAppError(error) && error.problems[0]?.path === 'cursor');
      }
    }),
  );
});

test('readListRequest() asks for the last 24 hours, newest 50, when nothing is said', () => {
  const { within, limit, filter } = read({});

  assert.ok(within.from <= NOON - 86_400_000 && within.to > NOON);
  assert.equal(limit, 50);
  assert.deepEqual(filter, {});
});

test('readListRequest() asks by what an incident may have in common', () => {
  const { filter } = read({ service: 'checkout', release: '2.4.1', error_type: 'RateLimitError' });

  assert.deepEqual(filter, { service: 'checkout', release: '2.4.1', errorType: 'RateLimitError' });
});

test('readListRequest() asks by the pseudonym of a user', () => {
  assert.equal(read({ user_id: 'user-123' }).filter.user, 'u_user-123');
});

test('readListRequest() names every parameter that is wrong, misspelt ones too', () => {
  assert.deepEqual(
    problemsOf({ modle: 'x', limit: '0', from: 'yesterday', status: 'bad', min_latency_ms: '-1' }).toSorted(),
    ['from', 'limit', 'min_latency_ms', 'modle', 'status'],
  );
  assert.deepEqual(problemsOf({ from: '2026-11-21T12:00:00Z', to: '2026-11-21T11:00:00Z' }), ['from']);
  assert.deepEqual(problemsOf({ limit: '201' }), ['limit']);
  assert.deepEqual(problemsOf({ from: '2020-01-01' }), ['from']);
});

test('readStart() takes times, dates, hours and ISO weeks', () => {
  const at = (text: string) =>
    new Date(readStart(text, { readTime: toEpochMs, onProjectClock: (wall) => wall })).toISOString();

  assert.equal(at('2026-11-21'), '2026-11-21T00:00:00.000Z');
  assert.equal(at('2026-11-21T10'), '2026-11-21T10:00:00.000Z');
  assert.equal(at('2026-11-21T10:00:00Z'), '2026-11-21T10:00:00.000Z');
  assert.equal(at('2026-W47'), '2026-11-16T00:00:00.000Z');
  assert.equal(at('2020-W53'), '2020-12-28T00:00:00.000Z');
});

test('readListRequest() refuses an empty id, as without it everybody would be listed', () => {
  assert.deepEqual(problemsOf({ user_id: '', session_id: '', correlation_id: '', model: '' }), [
    'user_id',
    'session_id',
    'correlation_id',
  ]);
});

test('readStart() takes times ago, as links in alarms have them', () => {
  const at = (text: string) =>
    readStart(text, { readTime: (time) => momentOf(time, NOON, toEpochMs), onProjectClock: () => 0 });

  assert.equal(at('-1h'), NOON - 3_600_000);
  assert.equal(at('-0m'), NOON);
});

test('readStart() takes dates, hours and weeks as the clocks of the project show them, and times as they are', () => {
  const parts = { readTime: toEpochMs, onProjectClock: (wall: number) => wall + 5 * 3_600_000 };
  const at = (text: string) => new Date(readStart(text, parts)).toISOString();

  assert.equal(at('2026-11-21'), '2026-11-21T05:00:00.000Z');
  assert.equal(at('2026-11-21T10'), '2026-11-21T15:00:00.000Z');
  assert.equal(at('2026-W47'), '2026-11-16T05:00:00.000Z');
  assert.equal(at('2026-11-21T10:00:00Z'), '2026-11-21T10:00:00.000Z');
});
