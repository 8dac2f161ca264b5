/**
 * A closed period as people read it: for engineers what is slow, failing or odd and which call to open; for the business
 * who used it, whether they were content, what it cost and what changed. Plain JSON; `report/markdown.ts` and
 * `report/html.ts` write it out.
 */
import type { EpochMs } from '../call/units.ts';
import { toIso } from '../call/units.ts';
import { type Anomaly, anomaliesOf } from './anomaly.ts';
import { type Baseline, historyPoint } from './baseline.ts';
import type { DriftFinding } from './drift.ts';
import type { Period, PeriodKind } from './period.ts';
import { periodLabel } from './period.ts';
import { businessSections } from './report/business.ts';
import type { Highlight, Section } from './report/document.ts';
import { engineeringSections } from './report/engineering.ts';
import { highlightsOf } from './report/highlights.ts';
import type { Rollup } from './rollup.ts';
import type { Trend } from './trend.ts';

export const AUDIENCES = ['engineering', 'business'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A report, as readers get it in JSON. */
export interface Report {
  readonly project: string;
  readonly audience: Audience;
  readonly title: string;
  readonly period: {
    readonly kind: PeriodKind;
    readonly label: string;
    readonly zone: string;
    readonly start: string;
    readonly end: string;
  };
  /** What a reader should know about the report itself: that it corrects an earlier one, that it is not complete. */
  readonly note?: string;
  readonly highlights: readonly Highlight[];
  readonly sections: readonly Section[];
}

/** What a report may lean on beside the roll-up. */
export interface ReportOptions {
  readonly audience: Audience;
  readonly period: Period;
  /** The period before, for changes. */
  readonly previous?: Rollup;
  /** What is normal; only single hours are held against it. */
  readonly baseline?: Baseline;
  /** What was out of the ordinary in the hours of a longer period. */
  readonly anomalies?: readonly Anomaly[];
  readonly drift?: readonly DriftFinding[];
  readonly trends?: readonly Trend[];
  /** Set when late events changed a period that had been summed up before. */
  readonly correction?: { readonly revision: number; readonly lateCalls: number };
  /** Set while the period is open: its end so far. */
  readonly openUntil?: EpochMs;
}

const NOUNS = { hour: 'Hour', day: 'Day', week: 'Week' } as const;
const READERS = { engineering: 'for engineering', business: 'for the business' } as const;

/** Makes the report of a roll-up for an audience. */
export const renderReport = (rollup: Rollup, options: ReportOptions): Report => {
  const { audience, period } = options;
  const anomalies = [
    ...(options.anomalies ?? []),
    ...(options.baseline !== undefined && period.kind === 'hour'
      ? anomaliesOf(historyPoint(rollup), options.baseline)
      : []),
  ];
  const evidence = { ...options, rollup, anomalies, drift: options.drift ?? [], trends: options.trends ?? [] };
  const label = periodLabel(period);
  const note = noteOf(options);
  return {
    project: rollup.project,
    audience,
    title: `${NOUNS[period.kind]} ${label} ${READERS[audience]}`,
    period: { kind: period.kind, label, zone: period.zone, start: toIso(period.start), end: toIso(period.end) },
    ...(note === undefined ? {} : { note }),
    highlights: highlightsOf(evidence),
    sections: audience === 'engineering' ? engineeringSections(evidence) : businessSections(evidence),
  };
};

const noteOf = ({ correction, openUntil }: ReportOptions): string | undefined => {
  if (openUntil !== undefined) return `The period is still open: figures up to ${toIso(openUntil)}.`;
  if (correction === undefined) return undefined;
  const { revision, lateCalls } = correction;
  const came = lateCalls === 1 ? 'one call that' : lateCalls > 1 ? `${lateCalls} calls that` : 'feedback that';
  // Fewer calls than at first: some were erased since.
  return lateCalls < 0
    ? `Correction ${revision}: without calls that were erased after the first summary.`
    : `Correction ${revision}: includes ${came} arrived after the first summary.`;
};
