/** Keeps an hour of calls as ingest keeps them, in requests of 100, in a folder: `node bench/quality/keep-hour.ts FOLDER CALLS`. */
import type { ProjectId, SpanId, TraceId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { wholeOf } from '../../src/pipelines/whole-traces.ts';
import { randomFrom } from '../../test/domain/summarise/traffic.ts';
import { serveLocally, storesOver } from './local-table.ts';

const [, , DIRECTORY = '', COUNT = ''] = process.argv;
const CALLS = Number(COUNT);
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

const served = await serveLocally(DIRECTORY);
const { calls } = storesOver(served, () => FROM + HOUR);
for (let at = 0; at < CALLS; at += BATCH) {
  const digest = `request-${at}`;
  const spans = Array.from({ length: Math.min(BATCH, CALLS - at) }, (_, n) => call(at + n));
  const receivedAt = FROM + HOUR;
  const fragments = cutFragments(spans, { digest, receivedAt, wholeOf });
  await calls.keep({ project, digest, receivedAt, expiresAt: 1e13, fragments, feedback: [] }, {});
}
await served.close();
