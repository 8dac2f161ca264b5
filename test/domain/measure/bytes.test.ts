/** Holds the price of metrics down: log ingestion is paid by the byte. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';
import { measure } from '../../../src/domain/measure/measure.ts';
import { call, red, settings } from './spans.ts';

/** A linear congruential generator, so that the calls are the same in every run (Numerical Recipes' constants). */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Calls as chats are: latencies, tokens and costs log-normal, most streamed, some cached, few failing. */
const chats = (count: number, seed: number): readonly RedactedSpan[] => {
  const random = randomOf(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const around = (median: number, spread: number): number => Math.round(median * Math.exp(spread * normal()));
  return Array.from({ length: count }, () => {
    const outputTokens = around(250, 0.9);
    const score = (dimension: string) => ({
      dimension: red(dimension),
      score: Math.round(100 - 50 * random()) / 100,
      confidence: 1,
      explanation: red('by rule'),
      assessor: red(dimension),
      assessorType: 'automated' as const,
      threshold: 0.6,
    });
    return call({
      model: red('gpt-4o'),
      environment: red('production'),
      status: random() < 0.02 ? 'error' : 'ok',
      latencyMs: around(1_800, 0.8),
      ...(random() < 0.7 ? { timeToFirstTokenMs: around(350, 0.6) } : {}),
      usage: { inputTokens: around(900, 1), outputTokens, cacheReadTokens: random() < 0.3 ? 512 : 0 },
      cost: { source: 'client', nanoUsd: around(3_000_000, 1) },
      outputLength: outputTokens * 4,
      ...(random() < 0.2 ? { redactions: { EMAIL: 1 } } : {}),
      assessments: [score('safety'), score('coherence')],
    });
  });
};

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + '\n'.length, 0);

test('measure() writes at most 15 bytes a call for batches of 100, in one line', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const lines = measure(chats(100, seed), {}, settings());

    assert.equal(lines.length, 1);
    assert.ok(bytesOf(lines) <= 1_500, `${bytesOf(lines)} bytes for 100 calls of seed ${seed}`);
  }
});

test('measure() adds few bytes for a dimension that takes one name', () => {
  const plain = bytesOf(measure(chats(100, 1), {}, settings()));

  const split = bytesOf(measure(chats(100, 1), {}, settings({ environments: ['production'], models: ['gpt-4o'] })));

  assert.ok(split - plain <= 200, `${split - plain} bytes more`);
});
