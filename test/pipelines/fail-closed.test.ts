/** A text that can't be redacted is dropped, and the call is kept: through the path of a call, with detectors that fail. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { createKeyed } from '../../src/domain/call/keyed.ts';
import type { RawSpan } from '../../src/domain/call/span.ts';
import { createRedactor, DEFAULT_POLICY, type RedactionFailure } from '../../src/domain/redact/redactor.ts';
import { createIngest, type Outcome } from '../../src/pipelines/ingest.ts';
import type { CallStore, Keeping } from '../../src/pipelines/ports/calls.ts';
import { aSpan, NOON } from '../builders/spans.ts';

const SECRET = 'the secret of Blue Heron';
const OWN = { ...DEFAULT_POLICY, patterns: [{ name: 'mine', pattern: 'x' }] };

/** Runs one call through the path under a policy whose own pattern does what the test says. */
const ingest = async (match: (text: string) => Iterable<readonly [number, number]>, clock?: () => number) => {
  const failures: RedactionFailure[] = [];
  const kept: Keeping[] = [];
  const measured: Outcome[] = [];
  const faults: unknown[] = [];
  const redactor = createRedactor(OWN, {
    compilePattern: () => match,
    onFailure: (failure) => failures.push(failure),
    ...(clock === undefined ? {} : { clock, budget: { fixedMs: 100, perMegabyteMs: 100 } }),
  });
  const run = createIngest({
    calls: {
      knownStarts: async () => new Map(),
      keep: async (request: Keeping) => {
        kept.push(request);
        return { duplicate: false };
      },
    } as unknown as CallStore,
    keyed: createKeyed('a secret of tests'),
    stepsOf: async () => ({
      redactor,
      price: () => ({ source: 'unpriced' }) as never,
      assess: () => ({ assessments: [], unassessed: [], tookMs: 0 }),
      sample: () => ({ retain: 'keep', probability: 1, reason: 'all' }) as never,
      retentionMs: 1e9,
      holdMs: 0,
    }),
    measure: (_arrival, outcome) => measured.push(outcome),
    onFault: (error) => faults.push(error),
  });
  const span = { ...aSpan(), payload: { input: SECRET, output: 'fine' } } as unknown as RawSpan;
  const project = 'acme' as ProjectId;
  const fates = await run({ project, digest: 'd', receivedAt: NOON, items: [{ ok: true, span }] }, {});
  return { fates, kept, measured, faults, failures };
};

const failing = (text: string): Iterable<readonly [number, number]> => {
  if (text.includes('Heron')) throw new TypeError(`cannot read ${text}`);
  return [];
};

test('a detector that throws costs its text and nothing else', async () => {
  const { fates, kept, faults, failures } = await ingest(failing);

  const stored = JSON.stringify(kept);
  assert.equal(fates[0]?.status, 'stored');
  assert.ok(!stored.includes('Heron'));
  assert.ok(
    stored.includes('[REDACTION_FAILED]') && stored.includes('"fine"') && stored.includes('"redactionFailed":true'),
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(failures, [{ errorType: 'TypeError', offset: 0, length: SECRET.length, texts: 1 }]);
});

test('a call whose text was dropped is measured as such', async () => {
  const { measured } = await ingest(failing);

  const spans = measured.flatMap(({ fates }) => fates.flatMap((fate) => ('span' in fate ? [fate.span] : [])));
  assert.deepEqual(
    spans.map(({ redactionFailed }) => redactionFailed),
    [true],
  );
});

test('a text past its time is dropped, and the call is kept', async () => {
  let now = 0;
  const { kept, failures } = await ingest(
    () => [],
    () => (now += 60),
  );

  const stored = JSON.stringify(kept);
  assert.ok(!stored.includes('Heron') && stored.includes('[REDACTION_FAILED]'));
  assert.equal(failures[0]?.errorType, 'BudgetExceeded');
});

test('texts that are too slow one after the other get less and less time, and ordinary ones all of it again', () => {
  let now = 0;
  let cost = 10_000;
  const spent: number[] = [];
  const redactor = createRedactor(OWN, {
    clock: () => now,
    budget: { fixedMs: 4000, perMegabyteMs: 0 },
    compilePattern: () => () => {
      now += Math.min(cost, 500);
      return [];
    },
  });
  const timed = (length: number): boolean => {
    const began = now;
    const { failed } = redactor.redact('word '.repeat(length / 5));
    spent.push(now - began);
    return failed;
  };

  const slow = Array.from({ length: 12 }, () => timed(1_000_000));

  assert.ok(slow.every((failed) => failed));
  assert.ok(spent[0]! >= 4000 && spent[1]! <= 2500 && spent[11]! <= 500, spent.join(' '));
  cost = 1;
  assert.equal(timed(1000), false);
  cost = 10_000;
  timed(1_000_000);
  assert.ok(spent.at(-1)! >= 4000, spent.join(' '));
});

test('a label that failed once is tried again', () => {
  let isBroken = true;
  const redactor = createRedactor(OWN, {
    compilePattern: () => () => {
      if (isBroken) throw new Error('broken');
      return [];
    },
  });
  assert.equal(redactor.redactLabel('gpt-4o'), '[REDACTION_FAILED]');

  isBroken = false;

  assert.equal(redactor.redactLabel('gpt-4o'), 'gpt-4o');
});
