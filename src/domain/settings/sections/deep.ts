/** The section `deep`: whether stored calls go through a second, deep pass, and what it may cost. */
import * as v from 'valibot';
import { label, numberBetween } from '../../decode/shapes.ts';
import { DEFAULT_DEEP, type DeepSettings } from '../../redact/deep/settings.ts';
import { MAX_ENTRIES, readFields, type Section } from './section.ts';

const Deep = v.object({
  features: v.nullish(v.pipe(v.array(label), v.maxLength(MAX_ENTRIES, `must have at most ${MAX_ENTRIES} entries`))),
  daily_budget_usd: v.nullish(numberBetween(0, 10_000)),
  language: v.nullish(v.picklist(['en', 'es'])),
  minimum_score: v.nullish(numberBetween(0, 1)),
});

export const deep: Section<DeepSettings> = {
  read: (json) => {
    const fields = readFields(Deep, json);
    if (!fields.ok) return fields;
    const { features, daily_budget_usd, language, minimum_score } = fields.value;
    return {
      ok: true,
      value: {
        features: features ?? DEFAULT_DEEP.features,
        dailyBudgetUsd: daily_budget_usd ?? DEFAULT_DEEP.dailyBudgetUsd,
        language: language ?? DEFAULT_DEEP.language,
        minimumScore: minimum_score ?? DEFAULT_DEEP.minimumScore,
      },
    };
  },
  show: ({ features, dailyBudgetUsd, language, minimumScore }) => ({
    features,
    daily_budget_usd: dailyBudgetUsd,
    language,
    minimum_score: minimumScore,
  }),
};
