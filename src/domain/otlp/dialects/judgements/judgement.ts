/** Brings scores, ratings and thumbs of any dialect to feedback of a person or an assessment on a dimension. */
import { dropAbsent } from '../../../call/facts.ts';
import type { FeedbackType } from '../../../call/quality.ts';
import type { Fraction } from '../../../call/units.ts';

/** A judgement as clients state it: a name, and a number or a word. */
export interface StatedJudgement {
  readonly name: string;
  readonly value?: number;
  readonly label?: string;
  /** What the judge wrote. */
  readonly explanation?: string;
  readonly assessorType: 'automated' | 'human' | 'model';
}

/** What a judgement means here. */
export type Judgement =
  | {
      readonly is: 'feedback';
      readonly type: FeedbackType;
      readonly rating?: number;
      readonly comment?: string;
      readonly correction?: string;
    }
  | {
      readonly is: 'assessment';
      /** Lower case, words joined by underscores. */
      readonly dimension: string;
      /** Absent where neither the number nor the word can be placed between 0 and 1. */
      readonly score?: Fraction;
      readonly explanation?: string;
    };

/** Words of approval and of the contrary, as thumbs, test results and grades are called. */
const GOOD =
  /^(?:thumbs?[-_ ]?up|up|like|liked|good|positive|pos|yes|true|pass|passed|correct|relevant|safe|helpful|accepted?|👍|1)$/i;
const BAD =
  /^(?:thumbs?[-_ ]?down|down|dislike|disliked|bad|negative|neg|no|false|fail|failed|incorrect|irrelevant|not[-_ ]relevant|unsafe|unhelpful|rejected?|👎|0|-1)$/i;

const THUMB_NAMES = /thumb|user[-_ ]?feedback|^feedback$|^like$|helpful\?$/i;
const RATING_NAMES = /rating|stars?$|csat|satisfaction|nps/i;

/** The meaning of a judgement. */
export const judge = (stated: StatedJudgement): Judgement => {
  const { name, value, label, explanation, assessorType } = stated;
  const isThumb = /^thumbs?[-_ ]?(?:up|down)$|^[👍👎]$/u.test(label ?? '') || THUMB_NAMES.test(name);
  const opinion = isThumb ? opinionOf(value, label) : undefined;
  if (opinion !== undefined) {
    return dropAbsent({
      is: 'feedback' as const,
      type: opinion ? ('thumbs_up' as const) : ('thumbs_down' as const),
      comment: explanation,
    });
  }
  const isRating = value !== undefined && Number.isInteger(value) && value >= 1 && value <= 5;
  if (isRating && (RATING_NAMES.test(name) || (isThumb && assessorType === 'human'))) {
    return dropAbsent({ is: 'feedback' as const, type: 'rating' as const, rating: value, comment: explanation });
  }
  if (assessorType === 'human' && value === undefined && label === undefined && explanation !== undefined) {
    return { is: 'feedback', type: 'comment', comment: explanation };
  }
  return dropAbsent({
    is: 'assessment' as const,
    dimension: dimensionOf(name),
    score: scoreOf(value, label),
    explanation,
  });
};

const opinionOf = (value: number | undefined, label: string | undefined): boolean | undefined => {
  if (label !== undefined && GOOD.test(label)) return true;
  if (label !== undefined && BAD.test(label)) return false;
  return value === 1 ? true : value === 0 || value === -1 ? false : undefined;
};

/** A dimension's name as ours are written. */
const dimensionOf = (name: string): string =>
  name
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/**
 * A number between 0 and 1. No dialect states the scale, so it is taken for the smallest usual one that holds the number:
 * 0–1, 1–5, 0–10, 0–100. Without a number the word decides.
 */
const scoreOf = (value: number | undefined, label: string | undefined): Fraction | undefined => {
  if (value === undefined)
    return label === undefined ? undefined : GOOD.test(label) ? 1 : BAD.test(label) ? 0 : undefined;
  if (value < 0 || value > 100) return undefined;
  if (value <= 1) return value;
  if (value <= 5) return (value - 1) / 4;
  return value <= 10 ? value / 10 : value / 100;
};
