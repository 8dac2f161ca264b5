/** What people said and did about calls, counted. */
import type { FeedbackType } from '../call/quality.ts';
import { counter, type Mergeable, record, type ValuesOf } from './mergeable.ts';

const BY_TYPE = {
  thumbs_up: counter,
  thumbs_down: counter,
  rating: counter,
  comment: counter,
  correction: counter,
  regenerated: counter,
  copied: counter,
  abandoned: counter,
  follow_up: counter,
  task_completed: counter,
  task_failed: counter,
} as const satisfies Readonly<Record<FeedbackType, typeof counter>>;

/** Counts of ratings by their value. */
const BY_RATING = { '1': counter, '2': counter, '3': counter, '4': counter, '5': counter } as const;

const FIELDS = { count: counter, negative: counter, types: record(BY_TYPE), ratings: record(BY_RATING) };

/** Feedback counted: all, negative ones, by type, and ratings by value. */
export type Opinions = ValuesOf<typeof FIELDS>;

/** Feedback as a value that adds up. */
export const opinionsOf: Mergeable<Opinions> = record(FIELDS);

/** What of feedback is counted. */
export interface Opinion {
  readonly type: FeedbackType;
  /** 1 to 5, whole. */
  readonly rating?: number;
}

/** Ratings up to this count as negative, as do thumbs down and failed tasks. */
const NEGATIVE_RATING = 2;

/** Whether feedback says that a call went wrong. */
const isNegative = ({ type, rating }: Opinion): boolean =>
  type === 'thumbs_down' || type === 'task_failed' || (rating !== undefined && rating <= NEGATIVE_RATING);

/** Counts one piece of feedback. */
export const addOpinion = (opinions: Opinions, opinion: Opinion): Opinions => {
  opinions.count += 1;
  if (isNegative(opinion)) opinions.negative += 1;
  opinions.types[opinion.type] += 1;
  const value = String(opinion.rating) as keyof typeof BY_RATING;
  if (Object.hasOwn(BY_RATING, value)) opinions.ratings[value] += 1;
  return opinions;
};

/** Mean rating; undefined without ratings. */
export const averageRating = ({ ratings }: Opinions): number | undefined => {
  const entries = Object.entries(ratings);
  const count = entries.reduce((sum, [, times]) => sum + times, 0);
  return count === 0 ? undefined : entries.reduce((sum, [value, times]) => sum + Number(value) * times, 0) / count;
};

/** Share of thumbs that point up; undefined without thumbs. */
export const thumbsUpRatio = ({ types }: Opinions): number | undefined => {
  const thumbs = types.thumbs_up + types.thumbs_down;
  return thumbs === 0 ? undefined : types.thumbs_up / thumbs;
};

/** Share of tasks known to have ended that were completed; undefined when none ended. */
export const completionRatio = ({ types }: Opinions): number | undefined => {
  const tasks = types.task_completed + types.task_failed;
  return tasks === 0 ? undefined : types.task_completed / tasks;
};
