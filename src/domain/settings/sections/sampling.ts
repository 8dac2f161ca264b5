/** The section `sampling`: whose payloads are kept for long. Counters and costs come from every call whatever it says. */
import * as v from 'valibot';
import { dropAbsent } from '../../call/facts.ts';
import type { Json } from '../../call/json.ts';
import type { FieldProblem } from '../../call/problem.ts';
import { DAY_MS } from '../../call/units.ts';
import { count, numberBetween } from '../../decode/shapes.ts';
import type { SamplingGoal, SamplingSettings } from '../../sampling/policy.ts';
import { isMapOf, isShare, MAX_ENTRIES, readFields, type Section } from './section.ts';

const rates = v.custom<Readonly<Record<string, number>>>(
  isMapOf(isShare),
  `must be an object of at most ${MAX_ENTRIES} names, each with a number from 0 to 1`,
);

/** The bucket ends what is held after three days, whoever asked for it. */
const MAX_HOLD_MS = 2 * DAY_MS;

const Sampling = v.object({
  base_rate: v.nullish(numberBetween(0, 1)),
  feature_rates: v.nullish(rates),
  model_rates: v.nullish(rates),
  hour_factors: v.nullish(
    v.custom<readonly number[]>(
      (list) =>
        Array.isArray(list) &&
        (list.length === 0 || list.length === 24) &&
        list.every((factor) => typeof factor === 'number' && factor >= 0 && factor <= 1000),
      'must be a list of 24 numbers from 0 to 1000, one for each hour of the day in UTC, or empty',
    ),
  ),
  goal: v.nullish(v.strictObject({ per_day: count, per_feature: v.nullish(count), per_model: v.nullish(count) })),
  slow_ms: v.nullish(numberBetween(0, DAY_MS)),
  hold_ms: v.nullish(numberBetween(0, MAX_HOLD_MS)),
});

export const sampling: Section<SamplingSettings> = {
  read: (json) => {
    const fields = readFields(Sampling, json);
    if (!fields.ok) return fields;
    const { base_rate, feature_rates, model_rates, hour_factors, slow_ms, hold_ms, goal } = fields.value;
    const problems = goal ? besideGoal(fields.value) : [];
    if (problems.length > 0) return { ok: false, problems };
    return {
      ok: true,
      value: dropAbsent({
        baseRate: base_rate ?? undefined,
        featureRates: feature_rates ?? undefined,
        modelRates: model_rates ?? undefined,
        hourFactors: hour_factors ?? undefined,
        slowMs: slow_ms ?? undefined,
        holdMs: hold_ms ?? undefined,
        goal: goal ? goalOf(goal) : undefined,
      }),
    };
  },
  show: ({ baseRate, featureRates, modelRates, hourFactors, slowMs, holdMs, goal }) => ({
    base_rate: baseRate ?? null,
    feature_rates: (featureRates as Json) ?? null,
    model_rates: (modelRates as Json) ?? null,
    hour_factors: hourFactors ?? null,
    slow_ms: slowMs ?? null,
    hold_ms: holdMs ?? null,
    goal: goal ? { per_day: goal.perDay, per_feature: goal.perFeature, per_model: goal.perModel } : null,
  }),
};

type Fields = v.InferOutput<typeof Sampling>;

/** Shares that a plan would overwrite: whoever states both must learn that one of them does nothing. */
const besideGoal = (fields: Fields): readonly FieldProblem[] =>
  (['base_rate', 'feature_rates', 'model_rates', 'hour_factors'] as const)
    .filter((name) => (fields[name] ?? undefined) !== undefined)
    .map((path) => ({ path, message: 'must be left out beside goal, which plans it' }));

const goalOf = ({ per_day, per_feature, per_model }: NonNullable<Fields['goal']>): SamplingGoal => ({
  perDay: per_day,
  perFeature: per_feature ?? 0,
  perModel: per_model ?? 0,
});
