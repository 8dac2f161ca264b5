/**
 * Measures the summary of an hour with 100,000 calls: adding them up, writing, reading and merging roll-ups, and writing
 * the report: `node bench/quality/rollup.ts`. First it checks that parts merge to the same bytes as the whole.
 */
import { cpus } from 'node:os';
import type { CallFacts } from '../../src/domain/call/facts.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { addCall } from '../../src/domain/summarise/add-call.ts';
import { periodOf } from '../../src/domain/summarise/period.ts';
import { toHtml } from '../../src/domain/summarise/report/html.ts';
import { renderReport } from '../../src/domain/summarise/report.ts';
import {
  createRollup,
  decodeRollup,
  encodeRollup,
  merge,
  mergeAll,
  type Rollup,
} from '../../src/domain/summarise/rollup.ts';
import { factsOf, SCOPE } from '../../test/domain/summarise/facts.ts';
import { randomFrom } from '../../test/domain/summarise/traffic.ts';

const CALLS = 100_000;
const BAR_SECONDS = 10;
const BAR_MEGABYTES = 512;

const random = randomFrom(1);
const dimensions = ['safety', 'coherence', 'relevance', 'refusal', 'completeness', 'repetition'].map(inOurWords);
const calls: readonly CallFacts[] = Array.from({ length: CALLS }, (_, n) =>
  factsOf(n, {
    latencyMs: 300 + random() * 3000,
    timeToFirstTokenMs: random() * 500,
    costNanoUsd: 70_000 + n,
    usage: { inputTokens: 100 + (n % 900), outputTokens: n % 700 },
    sessionId: inOurWords(`s-${n % 30_000}`),
    model: inOurWords(`model-${n % 8}`),
    provider: inOurWords('openai'),
    feature: inOurWords(`feature-${n % 20}`),
    environment: inOurWords('production'),
    operation: inOurWords('chat'),
    inputLength: n % 5000,
    outputLength: n % 4000,
    scores: dimensions.map((dimension) => ({ dimension, score: random(), passed: true })),
  }),
);

const rollupOf = (some: readonly CallFacts[]): Rollup => {
  const rollup = createRollup(SCOPE);
  for (const call of some) addCall(rollup, call);
  return rollup;
};

const seconds = <T>(what: string, run: () => T): T => {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  console.log(`${what.padEnd(48)} ${((user + system) / 1e6).toFixed(3)} s`);
  return result;
};

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, processor time`);
const parts = merge(rollupOf(calls.slice(60_000)), rollupOf(calls.slice(0, 60_000)));
const started = process.cpuUsage();
const rollup = seconds(`adding up ${CALLS.toLocaleString('en-GB')} calls`, () => rollupOf(calls));
const stored = seconds('writing the roll-up', () => encodeRollup(rollup));
if (encodeRollup(parts) !== stored) throw new Error('parts do not merge to the whole');
seconds('reading and merging 24 of them', () =>
  mergeAll(
    SCOPE,
    Array.from({ length: 24 }, () => decodeRollup(stored)),
  ),
);
const page = seconds('the report as HTML', () =>
  toHtml(
    renderReport(rollup, { audience: 'engineering', period: periodOf(SCOPE.from, 'hour', 'UTC'), previous: rollup }),
  ),
);
const { user, system } = process.cpuUsage(started);
const megabytes = process.memoryUsage().rss / 1e6;
console.log(
  `together ${((user + system) / 1e6).toFixed(1)} s (bar ${BAR_SECONDS}), process ${megabytes.toFixed(0)} MB (bar ${BAR_MEGABYTES}, the calls included); roll-up ${(stored.length / 1024).toFixed(0)} KiB, page ${(page.length / 1024).toFixed(0)} KiB`,
);
