/**
 * Puts together what the events of one batch say of one observation, so that a create and its update are judged and priced as the
 * one call they are. Each field keeps the time at which it was said: whether events come in one batch or in several, merging
 * them all gives the same.
 */
import type { RawSpan } from '../call/span.ts';
import type { EpochMs } from '../call/units.ts';

/** One span of several reports of it. */
export const fold = (reports: readonly RawSpan[]): RawSpan => {
  const [first, ...later] = reports.toSorted((a, b) => timeOf(a) - timeOf(b));
  if (first === undefined) throw new Error('there is nothing to fold');
  if (later.length === 0) return first;
  const fields: Record<string, unknown> = {};
  const payload: Record<string, unknown> = {};
  const times: Record<string, EpochMs> = {};
  for (const report of [first, ...later]) {
    const at = timeOf(report);
    const { payload: documents, reportedAt: _, fieldTimes: own, ...rest } = report;
    for (const [field, value] of Object.entries(rest)) {
      if (!isBetter(field, value, fields[field])) continue;
      fields[field] = value;
      for (const name of [field, ...(FOLLOWERS[field] ?? [])]) times[name] = at;
    }
    for (const [field, value] of Object.entries(documents ?? {})) {
      const [path, told] = [`payload/${field}`, own?.[`payload/${field}`] ?? at];
      if ((times[path] ?? Number.NEGATIVE_INFINITY) > told) continue;
      payload[field] = value;
      for (const name of [path, ...(FOLLOWERS[field] ?? [])]) times[name] = told;
    }
  }
  const starts = reports.filter(({ isStartUnknown }) => isStartUnknown !== true).map(({ start }) => start);
  const { isStartUnknown: __, ...known } = fields;
  const reportedAt = timeOf([first, ...later].at(-1) as RawSpan);
  const earlier = Object.entries(times).filter(([, at]) => at !== reportedAt);
  return {
    ...known,
    start: Math.min(...(starts.length > 0 ? starts : reports.map(({ start }) => start))),
    ...(starts.length > 0 ? {} : { isStartUnknown: true }),
    ...(Object.keys(payload).length > 0 ? { payload } : {}),
    reportedAt,
    ...(earlier.length > 0 ? { fieldTimes: Object.fromEntries(earlier) } : {}),
  } as unknown as RawSpan;
};

const timeOf = ({ reportedAt, start }: RawSpan): EpochMs => reportedAt ?? start;

/** Fields that are made from others on the way, and are as old as these. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  input: ['inputLength'],
  output: ['outputLength'],
  model: ['provider', 'requestModel'],
  usage: ['usageRule'],
};

/** Whether a later report's value takes the place of an earlier one's: as merging does it (fragment/merge.ts). */
const isBetter = (field: string, value: unknown, held: unknown): boolean => {
  if (value === undefined) return false;
  if (held === undefined) return true;
  if (field === 'firstTokenAt') return (value as number) < (held as number);
  if (field === 'end') return (value as number) > (held as number);
  if (field === 'kind') return value !== 'other' || held === 'other';
  return field !== 'status' || value === 'error' || held !== 'error';
};
