/** Figures against the period before: what changed, and whether it is more than noise. */
import { definitionOf, type Measured, type MeasureName, measure } from '../measures.ts';
import type { Rollup } from '../rollup.ts';
import type { Figure, Meaning } from './document.ts';
import { isDifference } from './format.ts';

/** Observations on both sides below which no change is called news. */
const MIN_SAMPLES = 30;
/** Least relative change that is called news. */
const LEAST_CHANGE = 0.1;
/** Standard errors from which on a changed share is more than chance. */
const SHARE_ERRORS = 3;

/** One figure of a report, with its change. */
export const figureOf = (name: MeasureName, rollup: Rollup, previous: Rollup | undefined): Figure => {
  const { label, unit } = definitionOf(name);
  const now = measure(rollup, name);
  const then = previous === undefined ? undefined : measure(previous, name);
  const base = { id: name, label, unit, value: now?.value ?? null };
  if (now === undefined || then === undefined) return base;
  const change = changeOf(name, now.value, then.value);
  const meaning = change === undefined ? undefined : meaningOf(name, now, then);
  return {
    ...base,
    previous: then.value,
    ...(change === undefined ? {} : { change }),
    ...(meaning === undefined ? {} : { meaning }),
  };
};

/** Relative change, or the difference of shares and scores; undefined where there was nothing to compare with. */
const changeOf = (name: MeasureName, now: number, then: number): number | undefined => {
  if (isDifference(definitionOf(name).unit)) return now - then;
  return then === 0 ? undefined : now / then - 1;
};

/** What the change means; undefined while it may be noise. */
const meaningOf = (name: MeasureName, now: Measured, then: Measured): Meaning | undefined => {
  if (Math.min(now.samples, then.samples) < MIN_SAMPLES) return undefined;
  if (!isNews(name, now, then)) return undefined;
  const { better } = definitionOf(name);
  if (better === 'neither') return 'change';
  return now.value > then.value === (better === 'higher') ? 'better' : 'worse';
};

const isNews = (name: MeasureName, now: Measured, then: Measured): boolean => {
  const difference = Math.abs(now.value - then.value);
  const base = Math.max(Math.abs(then.value), Math.abs(now.value));
  if (base === 0 || difference / base < LEAST_CHANGE) return false;
  if (definitionOf(name).unit !== 'share') return true;
  const pooled = (now.value * now.samples + then.value * then.samples) / (now.samples + then.samples);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / now.samples + 1 / then.samples));
  return difference >= SHARE_ERRORS * error;
};
