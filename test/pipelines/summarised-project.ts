/** A project whose hours are summed up, over real stores, for tests of summaries. */
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { historyPoint } from '../../src/domain/summarise/baseline.ts';
import { decodeRollup, encodeRollup, type Rollup } from '../../src/domain/summarise/rollup.ts';
import { remember } from '../../src/pipelines/history.ts';
import { type SummarisedPeriod, summarise } from '../../src/pipelines/summarise.ts';
import type { Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';

let projects = 0;

/** A project of its own with a clock, and what can be done with it. */
export const projectOn = (stores: Stores, zone = 'UTC') => {
  const project = `s${++projects}` as ProjectId;
  const clock = { now: NOON };
  const reports: string[] = [];
  const summed: SummarisedPeriod[] = [];
  const usualCosts: number[] = [];
  const parts = {
    ...stores,
    clock: () => clock.now,
    retentionMs: 1e12,
    interactionsMsOf: async () => 1e12,
    zoneOf: async () => zone,
    publishUsualCost: async (usd: number) => {
      usualCosts.push(usd);
    },
    report: async (period: SummarisedPeriod) => {
      reports.push(`${period.period.kind} ${new Date(period.period.start).toISOString()}`);
      summed.push(period);
    },
    publish: async () => undefined,
  };
  let requests = 0;
  return {
    project,
    clock,
    reports,
    summed,
    usualCosts,
    /** Remembers hours as if they had been summed up long ago. */
    past: async (rollups: readonly Rollup[]) => {
      for (const rollup of rollups) {
        const point = { ...historyPoint(rollup), anomalies: [], revision: 0, firstCalls: rollup.figures.calls };
        await remember(stores.summaries, project, 'hour', { point, expiresAt: 1e13 }, {});
      }
    },
    /** Stores the roll-up of a past hour. */
    store: (rollup: Rollup) =>
      stores.summaries.putRollup(project, 'hour', new Date(rollup.from).toISOString(), encodeRollup(rollup), 1e13, {}),
    keep: (...spans: readonly StoredSpan[]) => {
      const digest = `request-${++requests}`;
      const fragments = cutFragments(spans, { digest, receivedAt: clock.now });
      return stores.calls.keep(
        { project, digest, receivedAt: clock.now, expiresAt: 1e13, fragments, feedback: [] },
        {},
      );
    },
    parts,
    run: (kind: 'hour' | 'day' | 'week', at?: number) =>
      summarise(parts, { kind, project, ...(at === undefined ? {} : { at }) }, {}),
    rollup: async (kind: string, start: number) => {
      const stored = await stores.summaries.getRollup(project, kind, new Date(start).toISOString(), {});
      return stored === undefined ? undefined : decodeRollup(stored).figures;
    },
    feedback: (at: number) =>
      stores.judgements.keepFeedback(
        project,
        { feedbackId: inOurWords(`f${at}`), target: { by: 'trace', traceId: traceId(0) }, type: 'thumbs_up', at },
        { receivedAt: clock.now, expiresAt: 1e13 },
        {},
      ),
  };
};

/** A call of a trace of its own. */
export const call = (number: number, at: number, changes: Partial<StoredSpan> = {}): StoredSpan =>
  aSpan({ traceId: traceId(number), spanId: spanId(number), start: at, end: at + 100, ...changes });
