/** Writes the reports of a period for those who read files: JSON for programs, Markdown and HTML for people, by audience. */
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

const FORMS = [
  { extension: 'json', contentType: 'application/json', write: (report: Report) => JSON.stringify(report) },
  { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: toMarkdown },
  { extension: 'html', contentType: 'text/html; charset=utf-8', write: toHtml },
] as const;

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
      FORMS.map(({ extension, contentType, write }) => {
        const key = `${reportKey(rollup.project, evidence.period, report.audience)}.${extension}`;
        return summaries.putReport(key, write(report), contentType, waiting);
      }),
    ),
  );
  return reports;
};
