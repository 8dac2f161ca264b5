/** Which incident each page belongs to, how soon each incident was found, and what belonged to none. */
import { INCIDENTS, type Incident } from './incidents.ts';
import type { Page } from './replay.ts';

export interface Finding {
  readonly incident: Incident;
  /** The pages about it, the first of which found it. */
  readonly pages: readonly Page[];
  /** Minutes from its begin to the first page; undefined when nobody was called. */
  readonly delay: number | undefined;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly falsePages: readonly Page[];
}

/** Alarms over an hour see an incident for as long after its end, and summaries a little longer. */
const AFTERMATH_MINUTES = 70;

export const verdictOf = (pages: readonly Page[]): Verdict => {
  const belongsTo = ({ from, to, signs }: Incident, { minute, alarm }: Page): boolean =>
    minute >= from && minute <= to + AFTERMATH_MINUTES && signs.includes(alarm);
  return {
    findings: INCIDENTS.map((incident) => {
      const about = pages.filter((page) => belongsTo(incident, page));
      const [first] = about;
      return { incident, pages: about, delay: first === undefined ? undefined : first.minute - incident.from };
    }),
    falsePages: pages.filter((page) => !INCIDENTS.some((incident) => belongsTo(incident, page))),
  };
};

/** Pages that belong to no incident, in a week, that on-call will bear. */
export const MAX_FALSE_PAGES = 2;

/** Whether every incident was found in time and on-call was left alone otherwise. */
export const passes = ({ findings, falsePages }: Verdict): boolean =>
  falsePages.length <= MAX_FALSE_PAGES &&
  findings.every(({ delay, incident }) => delay !== undefined && delay <= incident.withinMinutes);

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Tue 14:20`. */
export const clockOf = (minute: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${DAYS[Math.floor(minute / 1440)]} ${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
};
