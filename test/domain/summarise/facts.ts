/** Calls to count: plain ones, and arbitrary ones for the laws. */
import fc from 'fast-check';
import type { CallFacts } from '../../../src/domain/call/facts.ts';
import { interactionId, parseProjectId, parseSpanId, parseTraceId } from '../../../src/domain/call/ids.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import type { RollupScope } from '../../../src/domain/summarise/rollup.ts';

export const HOUR_MS = 3_600_000;
/** A full hour: 2026-11-02T10:00:00Z. */
export const FROM = Date.UTC(2026, 10, 2, 10);
export const SCOPE: RollupScope = { project: parseProjectId('demo')!, from: FROM, to: FROM + HOUR_MS };

const hex = (value: number, digits: number): string => (value + 1).toString(16).padStart(digits, '0');

/** The n-th call: complete, successful, plain, unless `fields` say otherwise. */
export const factsOf = (n: number, fields: Partial<CallFacts> = {}): CallFacts => {
  const traceId = parseTraceId(hex(n, 32))!;
  const spanId = parseSpanId(hex(n, 16))!;
  return {
    interactionId: interactionId(traceId, spanId),
    traceId,
    spanId,
    kind: 'llm',
    start: FROM + (n % 3600) * 1000,
    complete: true,
    status: 'ok',
    ...fields,
  };
};

const name = (prefix: string, count: number): fc.Arbitrary<ReturnType<typeof inOurWords>> =>
  fc.integer({ min: 0, max: count - 1 }).map((n) => inOurWords(`${prefix}-${n}`));

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Any call, with any of its facts missing. Names run beyond the bounds of small groupings now and then. */
export const arbitraryFacts: fc.Arbitrary<CallFacts> = fc
  .record({
    n: fc.nat({ max: 1_000_000 }),
    kind: fc.constantFrom('llm', 'embedding', 'tool' as const),
    complete: fc.boolean(),
    status: fc.constantFrom('ok', 'error', undefined),
    errorType: optional(name('error', 100)),
    httpStatus: optional(fc.constantFrom(200, 429, 500, 503)),
    latencyMs: optional(fc.double({ min: -1, max: 1e6, noNaN: true })),
    timeToFirstTokenMs: optional(fc.double({ min: 0, max: 1e4, noNaN: true })),
    costNanoUsd: optional(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
    inputTokens: optional(fc.integer({ min: 0, max: 1e6 })),
    outputTokens: optional(fc.integer({ min: 0, max: 1e6 })),
    sessionId: optional(name('session', 50)),
    model: optional(name('model', 10)),
    provider: optional(name('provider', 50)),
    feature: optional(name('feature', 10)),
    score: optional(fc.double({ min: 0, max: 1, noNaN: true })),
    confidence: optional(fc.double({ min: 0, max: 1, noNaN: true })),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map(({ n, score, minute, inputTokens, outputTokens, ...facts }) => {
    const present = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    return factsOf(n, {
      status: facts.status as never,
      ...present,
      start: FROM + minute * 60_000,
      usage: {
        ...(inputTokens === undefined ? {} : { inputTokens }),
        ...(outputTokens === undefined ? {} : { outputTokens }),
      },
      ...(score === undefined ? {} : { scores: [{ dimension: inOurWords('safety'), score, passed: score >= 0.95 }] }),
    } as Partial<CallFacts>);
  });
