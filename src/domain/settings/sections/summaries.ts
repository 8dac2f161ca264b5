/** The section `summaries`: in which time zone days and weeks are summed up. */
import * as v from 'valibot';
import type { SummarySettings } from '../settings.ts';
import { readFields, type Section } from './section.ts';

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const Summaries = v.object({
  time_zone: v.nullish(
    v.pipe(v.string(), v.maxLength(64), v.check(isTimeZone, 'must be the IANA name of a time zone, as Europe/Berlin')),
  ),
});

export const summaries: Section<SummarySettings> = {
  read: (json) => {
    const fields = readFields(Summaries, json);
    return fields.ok ? { ok: true, value: { timeZone: fields.value.time_zone ?? 'UTC' } } : fields;
  },
  show: ({ timeZone }) => ({ time_zone: timeZone }),
};
