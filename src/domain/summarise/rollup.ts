/**
 * The roll-up of one project and period: everything a summary says, as counters and sketches that add up exactly. Any
 * partition and order of the same events gives the same bytes, so hours merge into days and weeks, and a period that
 * late events correct is simply counted again.
 */
import type { ProjectId } from '../call/ids.ts';
import type { Json, JsonObject } from '../call/json.ts';
import type { EpochMs } from '../call/units.ts';
import { type PickedValue, weigh, weighedOf } from './estimate.ts';
import {
  AGREEMENT,
  ESTIMATED,
  FIGURES,
  type Figures,
  GROUPINGS,
  type GroupingName,
  keyOf,
  OUTCOMES,
  QUALITY,
} from './figures.ts';
import { addOpinion, type Opinion } from './opinions.ts';
import { addPair, type ScoredTwice } from './outcomes/agreement.ts';
import { mergeTallies, type Outcome, tallyAll } from './outcomes/tally.ts';
import { addScore } from './scores.ts';

/** Version of the stored form; a reader refuses what it doesn't know. */
const ROLLUP_VERSION = 1;

/** What a roll-up is about. */
export interface RollupScope {
  readonly project: ProjectId;
  /** Start of the period, inclusive. */
  readonly from: EpochMs;
  /** End of the period, exclusive. */
  readonly to: EpochMs;
}

/** The figures of one project and period. They are changed in place while events are added, and by nothing else. */
export interface Rollup extends RollupScope {
  readonly figures: Figures;
}

/** An empty roll-up. */
export const createRollup = ({ project, from, to }: RollupScope): Rollup => ({
  project,
  from,
  to,
  figures: FIGURES.zero(),
});

/** What feedback was about, as far as its call is known: the names its figures are grouped by. */
export type OpinionSubject = Readonly<Partial<Record<GroupingName, string>>>;

/** Counts one piece of feedback, and under the model, feature and so on of its call where that is known. */
export const addFeedback = (rollup: Rollup, opinion: Opinion, subject: OpinionSubject = {}): void => {
  addOpinion(rollup.figures.opinions, opinion);
  for (const name of Object.keys(GROUPINGS) as GroupingName[]) {
    const key = subject[name];
    if (key === undefined) continue;
    GROUPINGS[name].update(rollup.figures.by[name], key, (group) => {
      addOpinion(group.opinions, opinion);
      return group;
    });
  }
};

/** Counts ground truth: all outcomes of one model and operation at once, as adding them one by one would copy each time. */
export const addOutcomes = (
  rollup: Rollup,
  { model = '', operation = '' }: { readonly model?: string; readonly operation?: string },
  outcomes: readonly Outcome[],
): void =>
  OUTCOMES.update(rollup.figures.outcomes, keyOf(model, operation), (tally) => mergeTallies(tally, tallyAll(outcomes)));

/** A score that came after the call. */
export interface LaterScore {
  readonly dimension: string;
  readonly assessorType: string;
  readonly score: number;
  readonly passed: boolean;
}

/** Counts a score that came after the call. */
export const addLaterScore = (rollup: Rollup, { dimension, assessorType, score, passed }: LaterScore): void =>
  QUALITY.update(rollup.figures.judged, keyOf(dimension, assessorType), (scores) => addScore(scores, score, passed));

/** A later score of a call that chance picked. */
export interface PickedScore extends Omit<PickedValue, 'value'> {
  readonly score: number;
  readonly passed: boolean;
}

/** Counts what picked calls say of all: the scores of one dimension and type of assessor at once, as calls of a trace go together. */
export const addPickedScores = (
  rollup: Rollup,
  { dimension, assessorType }: { readonly dimension: string; readonly assessorType: string },
  picked: readonly PickedScore[],
): void =>
  ESTIMATED.update(rollup.figures.estimated, keyOf(dimension, assessorType), ({ score, failed }) => ({
    score: weighedOf.absorb(score, weigh(picked.map((call) => ({ ...call, value: call.score })))),
    failed: weighedOf.absorb(failed, weigh(picked.map((call) => ({ ...call, value: call.passed ? 0 : 1 })))),
  }));

/** Counts one call that a person and an assessor both scored on a dimension. */
export const addAgreement = (
  rollup: Rollup,
  { dimension, assessor, assessorType }: { dimension: string; assessor: string; assessorType: string },
  pair: ScoredTwice,
): void =>
  AGREEMENT.update(rollup.figures.agreement, keyOf(dimension, assessor, assessorType), (tally) => addPair(tally, pair));

/**
 * One roll-up of two, spanning both periods; neither is changed. Commutative and associative.
 * Throws when they belong to different projects.
 */
export const merge = (a: Rollup, b: Rollup): Rollup => {
  if (a.project !== b.project) throw new Error('roll-ups of different projects must not be merged');
  const figures = FIGURES.absorb(FIGURES.absorb(FIGURES.zero(), a.figures), b.figures);
  return { project: a.project, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to), figures };
};

/** One roll-up of many over a stated period, which may have hours without any. Throws on a part of another project. */
export const mergeAll = (scope: RollupScope, parts: Iterable<Rollup>): Rollup => {
  const whole = createRollup(scope);
  for (const part of parts) {
    if (part.project !== scope.project) throw new Error('roll-ups of different projects must not be merged');
    FIGURES.absorb(whole.figures, part.figures);
  }
  return whole;
};

/** The roll-up as text, the same bytes for the same events however they were added. */
export const encodeRollup = ({ project, from, to, figures }: Rollup): string =>
  JSON.stringify({ version: ROLLUP_VERSION, project, from, to, figures: FIGURES.encode(figures) ?? {} });

/** Reads a stored roll-up. Throws on a version it doesn't know and on damaged text. */
export const decodeRollup = (text: string): Rollup => {
  const stored = JSON.parse(text) as JsonObject;
  if (stored['version'] !== ROLLUP_VERSION) {
    throw new Error(
      `stored roll-up has version ${String(stored['version'])}, known is ${ROLLUP_VERSION}; compute it again from its calls`,
    );
  }
  return {
    project: stored['project'] as ProjectId,
    from: Number(stored['from']),
    to: Number(stored['to']),
    figures: FIGURES.decode(stored['figures'] as Json),
  };
};
