/**
 * Writes the reports of a period, by audience: JSON, which readers of the API get in any form, and of days and weeks Markdown and HTML
 * for people who read files. Those of every hour would cost more than keeping its calls' ids.
 */
import type { ProjectId } from '../domain/call/ids.ts';
import { type EpochMs, toIso } from '../domain/call/units.ts';
import type { PeriodKind } from '../domain/summarise/period.ts';
import { toHtml } from '../domain/summarise/report/html.ts';
import { toMarkdown } from '../domain/summarise/report/markdown.ts';
import { AUDIENCES, type Audience, type Report, renderReport } from '../domain/summarise/report.ts';
import type { SummaryStore } from './ports/summaries.ts';
import type { Waiting } from './ports/time.ts';
import type { SummarisedPeriod } from './summarise.ts';

/** Reports of one period, by audience. */
export type Reports = readonly Report[];

interface Form {
  readonly extension: string;
  readonly contentType: string;
  readonly write: (report: Report) => string;
}

const FOR_PROGRAMS: readonly Form[] = [
  { extension: 'json', contentType: 'application/json', write: (report: Report) => JSON.stringify(report) },
];
const FOR_PEOPLE: readonly Form[] = [
  { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: toMarkdown },
  { extension: 'html', contentType: 'text/html; charset=utf-8', write: toHtml },
];

const formsOf = (kind: PeriodKind): readonly Form[] =>
  kind === 'hour' ? FOR_PROGRAMS : [...FOR_PROGRAMS, ...FOR_PEOPLE];

/** Where a report is kept, without its extension. */
export const reportKey = (
  project: ProjectId,
  { kind, start }: { readonly kind: PeriodKind; readonly start: EpochMs },
  audience: Audience,
): string => `${project}/${kind}/${toIso(start)}/${audience}`;

/** Writes all reports of a period, anew with every correction, and returns them. */
export const writeReports = async (
  summaries: SummaryStore,
  { rollup, news: _, ...evidence }: SummarisedPeriod,
  waiting: Waiting,
): Promise<Reports> => {
  const reports = AUDIENCES.map((audience) => renderReport(rollup, { audience, ...evidence }));
  await Promise.all(
    reports.flatMap((report) =>
      formsOf(evidence.period.kind).map(({ extension, contentType, write }) => {
        const key = `${reportKey(rollup.project, evidence.period, report.audience)}.${extension}`;
        return summaries.putReport(key, write(report), contentType, waiting);
      }),
    ),
  );
  return reports;
};
