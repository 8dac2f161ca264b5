/** Writes the reports of a period for those who read files: JSON for programs, Markdown for people, by audience. */
import { toIso } from '../domain/call/units.ts';
import { toMarkdown } from '../domain/summarise/report/markdown.ts';
import { renderReport } from '../domain/summarise/report.ts';
import type { SummaryStore } from './ports.ts';
import type { SummariseParts } from './summarise.ts';

const AUDIENCES = ['engineering', 'business'] as const;

/** The `report` part of summarising. Reports are written anew with every correction of their period. */
export const createReports =
  (summaries: SummaryStore): SummariseParts['report'] =>
  async (period, rollup, previous, waiting) => {
    for (const audience of AUDIENCES) {
      const report = renderReport(rollup, { audience, period, ...(previous === undefined ? {} : { previous }) });
      const key = `${rollup.project}/${period.kind}/${toIso(period.start)}/${audience}`;
      await summaries.putReport(`${key}.json`, JSON.stringify(report), 'application/json', waiting);
      await summaries.putReport(`${key}.md`, toMarkdown(report), 'text/markdown; charset=utf-8', waiting);
    }
  };
