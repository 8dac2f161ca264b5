/** Merging the fragments of traces of 1, 50 and 2,000 spans, and reading them through the store: `node bench/figures/traces.ts`. */
import assert from 'node:assert/strict';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { mergeFragments } from '../../src/domain/fragment/merge.ts';
import { viewTrace } from '../../src/pipelines/view-trace.ts';
import { openStores } from '../../test/adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../../test/builders/spans.ts';
import { type Bar, besideBaseline, type Figure, processorTime, publish, waitingTime } from './figure.ts';

const SIZES = [1, 50, 2_000];
const MOST_MS = 150;
const project = 'bench' as ProjectId;

/** An agent's trace: a call of a model or a tool every ten milliseconds, each with a short text. */
const spansOf = (size: number, trace: number): readonly StoredSpan[] =>
  Array.from({ length: size }, (_, n) =>
    aSpan({
      traceId: traceId(trace),
      spanId: spanId(n),
      ...(n === 0 ? {} : { parentSpanId: spanId(Math.floor((n - 1) / 4)) }),
      kind: n % 3 === 0 ? 'llm' : 'tool',
      name: inOurWords(`step ${n}`),
      start: NOON + n * 10,
      end: NOON + n * 10 + 9,
      payload: { input: { value: inOurWords(`question ${n}`) }, output: { value: inOurWords(`answer ${n}`) } },
    }),
  );

/** As exporters send them: batches of 100 spans. */
const requestsOf = (spans: readonly StoredSpan[]): readonly (readonly StoredSpan[])[] =>
  Array.from({ length: Math.ceil(spans.length / 100) }, (_, n) => spans.slice(n * 100, (n + 1) * 100));

export const measureTraces = async (
  sizes: readonly number[] = SIZES,
): Promise<{ figures: readonly Figure[]; bar: Bar }> => {
  const merging: Omit<Figure, 'ratio'>[] = [];
  // All of it before the stores are opened: their connections would time out meanwhile.
  for (const [trace, size] of sizes.entries()) {
    const fragments = requestsOf(spansOf(size, trace)).flatMap((part, n) =>
      cutFragments(part, { digest: `r${n}`, receivedAt: NOON }),
    );
    assert.equal(mergeFragments(fragments).length, size);
    const us = await processorTime(() => mergeFragments(fragments), { forMs: 800 });
    merging.push({ name: `merge a trace of ${size} spans`, value: us / size, unit: 'µs per span' });
  }
  const stores = await openStores(() => NOON);
  const reading: Omit<Figure, 'ratio'>[] = [];
  let slowest = 0;
  try {
    for (const [trace, size] of sizes.entries()) {
      const spans = spansOf(size, trace);
      for (const [n, part] of requestsOf(spans).entries()) {
        const digest = `t${trace}.${n}`;
        const cut = cutFragments(part, { digest, receivedAt: NOON });
        await stores.calls.keep(
          { project, digest, receivedAt: NOON, expiresAt: NOON + 1e9, fragments: cut, feedback: [] },
          {},
        );
      }
      const parts = { calls: stores.calls, judgements: stores.judgements, clock: () => NOON } as never;
      const view = () => viewTrace(parts, project, traceId(trace), {});
      const seen = JSON.stringify(await view());
      assert.equal(new Set(seen.match(/"span_id":"[0-9a-f]{16}"/g)).size, size);
      const { best, median } = await waitingTime(view, size > 1000 ? 11 : 25);
      reading.push({ name: `read a trace of ${size} spans (median ${median.toFixed(0)} ms)`, value: best, unit: 'ms' });
      slowest = best;
    }
  } finally {
    await stores.close();
  }
  const bar: Bar = { name: 'a trace of 2,000 spans is read locally', value: slowest, unit: 'ms', most: MOST_MS };
  return { figures: [...besideBaseline(merging), ...besideBaseline(reading)], bar };
};

if (import.meta.main) {
  const { figures, bar } = await measureTraces();
  publish({
    bench: 'traces',
    title: 'Traces of 1, 50 and 2,000 spans',
    method:
      'Spans in requests of 100, through the store with the AWS SDK over a local DynamoDB, merged and drawn as GET /v1/traces does; ' +
      'the best of the runs, as other work on the machine makes the rest slower.',
    figures,
    bars: [bar],
  });
}
