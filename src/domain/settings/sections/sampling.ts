/** The section `sampling`: whose payloads are kept for long. Counters and costs come from every call whatever it says. */
import * as v from 'valibot';
import { dropAbsent } from '../../call/facts.ts';
import type { Json } from '../../call/json.ts';
import { DAY_MS } from '../../call/units.ts';
import { numberBetween } from '../../decode/shapes.ts';
import type { SamplingPolicy } from '../../sampling/policy.ts';
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
  slow_ms: v.nullish(numberBetween(0, DAY_MS)),
  hold_ms: v.nullish(numberBetween(0, MAX_HOLD_MS)),
});

export const sampling: Section<Partial<SamplingPolicy>> = {
  read: (json) => {
    const fields = readFields(Sampling, json);
    if (!fields.ok) return fields;
    const { base_rate, feature_rates, model_rates, hour_factors, slow_ms, hold_ms } = fields.value;
    return {
      ok: true,
      value: dropAbsent({
        baseRate: base_rate ?? undefined,
        featureRates: feature_rates ?? undefined,
        modelRates: model_rates ?? undefined,
        hourFactors: hour_factors ?? undefined,
        slowMs: slow_ms ?? undefined,
        holdMs: hold_ms ?? undefined,
      }),
    };
  },
  show: ({ baseRate, featureRates, modelRates, hourFactors, slowMs, holdMs }) => ({
    base_rate: baseRate ?? null,
    feature_rates: (featureRates as Json) ?? null,
    model_rates: (modelRates as Json) ?? null,
    hour_factors: hourFactors ?? null,
    slow_ms: slowMs ?? null,
    hold_ms: holdMs ?? null,
  }),
};
