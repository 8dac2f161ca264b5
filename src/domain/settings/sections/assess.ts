/** The section `assess`: which assessors run on every call, and from which score on a call passes. */
import * as v from 'valibot';
import { ASSESSOR_NAMES, type AssessmentSettings, DEFAULT_SETTINGS } from '../../assess/settings.ts';
import type { Json } from '../../call/json.ts';
import { isMapOf, isShare, MAX_ENTRIES, readFields, type Section } from './section.ts';

const Assess = v.object({
  enabled: v.nullish(
    v.custom<Readonly<Record<string, boolean>>>(
      (map) =>
        isMapOf((value) => typeof value === 'boolean')(map) &&
        Object.keys(map as object).every((name) => (ASSESSOR_NAMES as readonly string[]).includes(name)),
      `must be an object of assessors, each true or false: ${ASSESSOR_NAMES.join(', ')}`,
    ),
  ),
  thresholds: v.nullish(
    v.custom<Readonly<Record<string, number | null>>>(
      isMapOf((value) => value === null || isShare(value)),
      `must be an object of at most ${MAX_ENTRIES} dimensions, each with a number from 0 to 1, or null for none`,
    ),
  ),
});

export const assess: Section<AssessmentSettings> = {
  read: (json) => {
    const fields = readFields(Assess, json);
    if (!fields.ok) return fields;
    const { enabled, thresholds } = fields.value;
    // The dimensions that are not named keep the threshold that they have by default today.
    const all = Object.entries({ ...DEFAULT_SETTINGS.thresholds, ...thresholds });
    return {
      ok: true,
      value: {
        enabled: enabled ?? {},
        thresholds: Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
      },
    };
  },
  show: ({ enabled, thresholds }) => ({
    enabled: enabled as Json,
    thresholds: {
      ...Object.fromEntries(Object.keys(DEFAULT_SETTINGS.thresholds).map((name) => [name, null])),
      ...thresholds,
    },
  }),
};
