/** The section `judge`: whether a model judges calls, which one, how many, and for how much a day. */
import * as v from 'valibot';
import { numberBetween } from '../../decode/shapes.ts';
import { DEFAULT_JUDGE, type JudgeSettings } from '../../judge/settings.ts';
import { readFields, type Section } from './section.ts';

const MAX_DIMENSIONS = 8;
const MAX_BUDGET_USD = 10_000;

const Judge = v.object({
  enabled: v.nullish(v.boolean()),
  model: v.nullish(
    v.pipe(
      v.string(),
      v.maxLength(256, 'must have at most 256 characters'),
      v.regex(/^[a-z0-9][a-z0-9._:-]*$/i, 'must be the id of a model or inference profile of Bedrock'),
    ),
  ),
  share: v.nullish(numberBetween(0, 1)),
  daily_budget_usd: v.nullish(numberBetween(0, MAX_BUDGET_USD)),
  dimensions: v.nullish(
    v.custom<readonly string[]>(
      (list) =>
        Array.isArray(list) &&
        list.length > 0 &&
        list.length <= MAX_DIMENSIONS &&
        list.every((name) => typeof name === 'string' && /^[a-z][a-z0-9_-]{0,63}$/.test(name)),
      `must be a list of 1 to ${MAX_DIMENSIONS} dimensions: words of lower-case letters, digits, - and _`,
    ),
  ),
});

export const judge: Section<JudgeSettings> = {
  read: (json) => {
    const fields = readFields(Judge, json);
    if (!fields.ok) return fields;
    const { enabled, model, share, daily_budget_usd, dimensions } = fields.value;
    return {
      ok: true,
      value: {
        enabled: enabled ?? DEFAULT_JUDGE.enabled,
        model: model ?? DEFAULT_JUDGE.model,
        share: share ?? DEFAULT_JUDGE.share,
        dailyBudgetUsd: daily_budget_usd ?? DEFAULT_JUDGE.dailyBudgetUsd,
        dimensions: [...new Set(dimensions ?? DEFAULT_JUDGE.dimensions)],
      },
    };
  },
  show: ({ enabled, model, share, dailyBudgetUsd, dimensions }) => ({
    enabled,
    model,
    share,
    daily_budget_usd: dailyBudgetUsd,
    dimensions,
  }),
};
