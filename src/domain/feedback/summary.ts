/** What the feedback of some days adds up to, as GET /v1/feedback/summary shows it. */
import { FEEDBACK_TYPES, type FeedbackType } from '../call/quality.ts';

interface Given {
  readonly type: FeedbackType;
  readonly rating?: number;
}

/** Ratings up to this are negative unless the caller says otherwise, and so is a thumbs down. */
const DEFAULT_THRESHOLD = 2;

/** Counts by rating and by kind; the mean with two decimals, null without ratings. */
export const summariseFeedback = (feedback: readonly Given[], days: number) => {
  const ratings: Record<string, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  const types: Partial<Record<FeedbackType, number>> = {};
  let sum = 0;
  let rated = 0;
  for (const { type, rating } of feedback) {
    types[type] = (types[type] ?? 0) + 1;
    if (rating === undefined) continue;
    ratings[rating] = (ratings[rating] ?? 0) + 1;
    sum += rating;
    rated++;
  }
  const up = types.thumbs_up ?? 0;
  const thumbs = up + (types.thumbs_down ?? 0);
  return {
    period_days: days,
    rating_distribution: ratings,
    feedback_types: Object.fromEntries(FEEDBACK_TYPES.filter((type) => types[type]).map((type) => [type, types[type]])),
    average_rating: rated === 0 ? null : Math.round((sum / rated) * 100) / 100,
    thumbs_up_ratio: thumbs === 0 ? null : Math.round((up / thumbs) * 10_000) / 10_000,
    total_feedback_count: feedback.length,
  };
};

/** Whether feedback is negative: rated at most `threshold`, or a thumbs down. */
export const isNegative = ({ type, rating }: Given, threshold: number = DEFAULT_THRESHOLD): boolean =>
  type === 'thumbs_down' || (rating !== undefined && rating <= threshold);
