/** The section `retention`: how long a project's interactions are kept. */
import * as v from 'valibot';
import { count } from '../../decode/shapes.ts';
import type { RetentionSettings } from '../settings.ts';
import { readFields, type Section } from './section.ts';

/** Ten years: longer than any law that we know of asks for. */
const MAX_DAYS = 3660;

const Retention = v.object({
  days: v.nullish(
    v.pipe(count, v.minValue(1, 'must be at least 1'), v.maxValue(MAX_DAYS, `must be at most ${MAX_DAYS}`)),
  ),
});

export const retention: Section<RetentionSettings> = {
  read: (json) => {
    const fields = readFields(Retention, json);
    if (!fields.ok) return fields;
    const { days } = fields.value;
    return { ok: true, value: days == null ? {} : { days } };
  },
  show: ({ days }) => ({ days: days ?? null }),
};
