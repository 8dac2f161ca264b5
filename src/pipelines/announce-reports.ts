/** What subscribers hear of a new report: its highlights in plain text, and where the whole of it is. */
import type { PeriodKind } from '../domain/summarise/period.ts';
import type { Report } from '../domain/summarise/report.ts';
import type { SummarisedPeriod } from './summarise.ts';
import { reportKey } from './write-reports.ts';

/** Hours would be 24 mails a day, and a correction of yesterday is no news to someone who will open the report anyway. */
const ANNOUNCED: ReadonlySet<PeriodKind> = new Set(['day', 'week']);

export interface Announcement {
  readonly subject: string;
  readonly message: string;
}

/** The announcement of a period's reports; undefined where nobody should be bothered. */
export const announcementOf = (
  { period, rollup, news }: Pick<SummarisedPeriod, 'period' | 'rollup' | 'news'>,
  reports: readonly Report[],
): Announcement | undefined => {
  const [first] = reports;
  if (first === undefined || news !== 'first' || !ANNOUNCED.has(period.kind)) return undefined;
  const parts = reports.map((report) =>
    [
      report.title,
      ...(report.highlights.length === 0
        ? ['Nothing out of the ordinary.']
        : report.highlights.map(({ text }) => `- ${text}`)),
      `GET /v1/summaries/${period.kind}/${report.period.start}?audience=${report.audience}&format=html`,
      `summaries/${reportKey(rollup.project, period, report.audience)}.html in the bucket`,
    ].join('\n'),
  );
  return {
    subject: `Sightglass: ${rollup.project}, ${period.kind} ${first.period.label}`,
    message: `${parts.join('\n\n')}\n`,
  };
};
