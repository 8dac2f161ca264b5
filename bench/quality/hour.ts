/**
 * Measures the summary of an hour with 100,000 calls through the function's own pipeline, against the local table and bucket:
 * `node bench/quality/hour.ts`. The calls are kept first, as ingest keeps them, in requests of 100; that is not measured.
 */
import { cpus } from 'node:os';
import type { ProjectId, SpanId, TraceId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { decodeRollup } from '../../src/domain/summarise/rollup.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { writeReports } from '../../src/pipelines/write-reports.ts';
import { openStores } from '../../test/adapters/stores.ts';
import { randomFrom } from '../../test/domain/summarise/traffic.ts';

const CALLS = Number(process.argv[2] ?? 100_000);
const BATCH = 100;
const FROM = Date.UTC(2026, 10, 2, 10);
const HOUR = 3_600_000;
const project = 'bench' as ProjectId;

const random = randomFrom(1);
const hex = (value: number, digits: number): string => (value + 1).toString(16).padStart(digits, '0');
const dimensions = ['safety', 'coherence', 'relevance', 'refusal', 'completeness', 'repetition'];

const call = (n: number): StoredSpan => ({
  traceId: hex(n * 7919, 32) as TraceId,
  spanId: hex(n, 16) as SpanId,
  kind: 'llm',
  operation: inOurWords('chat'),
  provider: inOurWords('openai'),
  model: inOurWords(`model-${n % 8}`),
  feature: inOurWords(`feature-${n % 20}`),
  environment: inOurWords('production'),
  sessionId: inOurWords(`s-${n % 30_000}`),
  start: FROM + Math.floor((n / CALLS) * HOUR),
  end: FROM + Math.floor((n / CALLS) * HOUR) + 900,
  latencyMs: 300 + Math.floor(random() * 3000),
  status: 'ok',
  usage: { inputTokens: 100 + (n % 900), outputTokens: n % 700 },
  cost: { source: 'client', nanoUsd: 70_000 + n },
  inputLength: n % 5000,
  outputLength: n % 4000,
  assessments: dimensions.map((dimension) => ({
    dimension: inOurWords(dimension),
    score: Math.round(random() * 100) / 100,
    confidence: 0.8,
    explanation: inOurWords('as measured'),
    assessor: inOurWords(dimension),
    assessorType: 'automated' as const,
  })),
  profile: { inputLanguage: inOurWords('en'), outputLanguage: inOurWords('en'), topic: inOurWords(`t${n % 40}`) },
  source: 'api',
});

const stores = await openStores();
for (let at = 0; at < CALLS; at += BATCH) {
  const digest = `request-${at}`;
  const spans = Array.from({ length: Math.min(BATCH, CALLS - at) }, (_, n) => call(at + n));
  const receivedAt = FROM + HOUR;
  const fragments = cutFragments(spans, { digest, receivedAt, wholeOf });
  await stores.calls.keep({ project, digest, receivedAt, expiresAt: 1e13, fragments, feedback: [] }, {});
}
await new Promise((resolve) => setTimeout(resolve, 1000));

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);
const base = process.memoryUsage().rss;
const [before, started] = [process.cpuUsage(), performance.now()];
await summarise(
  {
    ...stores,
    clock: () => FROM + HOUR + 300_000,
    retentionMs: 1e12,
    interactionsMsOf: async () => 1e12,
    zoneOf: async () => 'UTC',
    report: async (summed, waiting) => {
      await writeReports(stores.summaries, summed, waiting);
    },
    publish: async () => undefined,
    publishUsualCost: async () => undefined,
  },
  { kind: 'hour', project, at: FROM },
  {},
);
const { user, system } = process.cpuUsage(before);
const wall = (performance.now() - started) / 1000;
clearInterval(watch);
const stored = await stores.summaries.getRollup(project, 'hour', new Date(FROM).toISOString(), {});
const { figures } = decodeRollup(stored!);
if (figures.calls !== CALLS) throw new Error(`summed up ${figures.calls} of ${CALLS} calls`);
console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, table and bucket in the same process`,
);
console.log(
  `${CALLS.toLocaleString('en-GB')} calls: ${wall.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor (bar 10), ` +
    `at most ${(peak / 1e6).toFixed(0)} MB with the local services, ${((peak - base) / 1e6).toFixed(0)} MB more than before (bar 512)`,
);
await stores.close();
