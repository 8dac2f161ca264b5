/**
 * Writes the reports of a period, and reads them. Days and weeks have objects of their own for each audience: JSON, and Markdown and HTML
 * for people who read files. An hour has one for all, compressed, as there are so many of them: two as they are would be a cent a million
 * calls. Readers of the API get any form.
 */
import type { ProjectId } from '../domain/call/ids.ts';
import { toIso } from '../domain/call/units.ts';
import type { Period } from '../domain/summarise/period.ts';
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

const FORMS: readonly Form[] = [
  { extension: 'json', contentType: 'application/json', write: (report: Report) => JSON.stringify(report) },
  { extension: 'md', contentType: 'text/markdown; charset=utf-8', write: toMarkdown },
  { extension: 'html', contentType: 'text/html; charset=utf-8', write: toHtml },
];

/** Where a report is kept, without its extension. */
export const reportKey = (project: ProjectId, period: ReportedPeriod, audience: Audience): string =>
  `${keyOf(project, period)}/${audience}`;

type ReportedPeriod = Pick<Period, 'kind' | 'start'>;

const keyOf = (project: ProjectId, { kind, start }: ReportedPeriod): string => `${project}/${kind}/${toIso(start)}`;

/** Where the reports of an hour are kept, for all audiences. */
const hourKey = (project: ProjectId, hour: ReportedPeriod): string => `${keyOf(project, hour)}/reports.json.zst`;

/** Writes all reports of a period, anew with every correction, and returns them. */
export const writeReports = async (
  summaries: SummaryStore,
  { rollup, news: _, ...evidence }: SummarisedPeriod,
  waiting: Waiting,
): Promise<Reports> => {
  const { period } = evidence;
  const reports = AUDIENCES.map((audience) => renderReport(rollup, { audience, ...evidence }));
  if (period.kind === 'hour') {
    const body = JSON.stringify(Object.fromEntries(reports.map((report) => [report.audience, report])));
    await summaries.putReport(hourKey(rollup.project, period), body, 'application/zstd', waiting);
    return reports;
  }
  await Promise.all(
    reports.flatMap((report) =>
      FORMS.map(({ extension, contentType, write }) => {
        const key = `${reportKey(rollup.project, period, report.audience)}.${extension}`;
        return summaries.putReport(key, write(report), contentType, waiting);
      }),
    ),
  );
  return reports;
};

/** The report of a closed period as it was written; undefined where none was. */
export const readReport = async (
  summaries: SummaryStore,
  project: ProjectId,
  { period, audience }: { readonly period: ReportedPeriod; readonly audience: Audience },
  waiting: Waiting,
): Promise<Report | undefined> => {
  const all = period.kind === 'hour' ? await summaries.getReport(hourKey(project, period), waiting) : undefined;
  if (all !== undefined) return (JSON.parse(all) as Readonly<Record<Audience, Report>>)[audience];
  // Hours had an object for each audience before; those are read until they expire.
  const own = await summaries.getReport(`${reportKey(project, period, audience)}.json`, waiting);
  return own === undefined ? undefined : (JSON.parse(own) as Report);
};
