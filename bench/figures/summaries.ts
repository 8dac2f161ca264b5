/** Summing up an hour of 10,000 calls, and what a day of such hours takes to merge: `node bench/figures/summaries.ts`. */
import assert from 'node:assert/strict';
import type { CallFacts } from '../../src/domain/call/facts.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { hourOf, registerEntriesOf } from '../../src/domain/fragment/register.ts';
import { gatherIds } from '../../src/domain/fragment/register-rows.ts';
import { addCall } from '../../src/domain/summarise/add-call.ts';
import { createRollup, decodeRollup, encodeRollup, mergeAll, type Rollup } from '../../src/domain/summarise/rollup.ts';
import { factsOf, SCOPE } from '../../test/domain/summarise/facts.ts';
import { seeded } from '../workload/interactions.ts';
import { besideBaseline, type Figure, processorTime, publish } from './figure.ts';

const CALLS = 10_000;

export const measureSummaries = async (forMs: number): Promise<readonly Figure[]> => {
  const below = seeded(3);
  const calls: readonly CallFacts[] = Array.from({ length: CALLS }, (_, n) =>
    factsOf(n, {
      latencyMs: 300 + below(3000),
      costNanoUsd: 70_000 + n,
      usage: { inputTokens: 100 + (n % 900), outputTokens: n % 700 },
      sessionId: inOurWords(`session-${n % 3_000}`),
      model: inOurWords(`model-${n % 8}`),
      provider: inOurWords('openai'),
      feature: inOurWords(`feature-${n % 20}`),
      environment: inOurWords('production'),
      operation: inOurWords('chat'),
    }),
  );
  const sumUp = (some: readonly CallFacts[]): Rollup => {
    const rollup = createRollup(SCOPE);
    for (const call of some) addCall(rollup, call);
    return rollup;
  };
  const stored = encodeRollup(sumUp(calls));
  const merged = mergeAll(SCOPE, [sumUp(calls.slice(CALLS / 2)), sumUp(calls.slice(0, CALLS / 2))]);
  assert.equal(encodeRollup(merged), stored);
  const hour = hourOf(calls[0]!.start);
  const register = () => {
    const ids = gatherIds(hour);
    for (const [at, call] of calls.entries()) {
      const place = { at: hour + at * 360, slice: at % 4 };
      for (const entry of registerEntriesOf([call])) ids.add(entry, place);
    }
    return ids.pack();
  };
  assert.ok(register().length > 0);

  const us = async (run: () => unknown): Promise<number> => processorTime(run, { forMs });
  return besideBaseline([
    { name: 'add up 10,000 calls', value: (await us(() => sumUp(calls))) / CALLS, unit: 'µs per call' },
    { name: 'register their ids', value: (await us(register)) / CALLS, unit: 'µs per call' },
    { name: 'write the roll-up', value: (await us(() => encodeRollup(merged))) / CALLS, unit: 'µs per call' },
    {
      name: 'read and merge 24 hours',
      value:
        (await us(() =>
          mergeAll(
            SCOPE,
            Array.from({ length: 24 }, () => decodeRollup(stored)),
          ),
        )) /
        (24 * CALLS),
      unit: 'µs per call',
    },
  ]);
};

if (import.meta.main) {
  publish({
    bench: 'summaries',
    title: 'Summaries',
    method: 'Processor time, best of many rounds; half and half merge to the same bytes as the whole.',
    figures: await measureSummaries(1500),
  });
}
