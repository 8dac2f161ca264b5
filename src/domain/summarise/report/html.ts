/** A report as one HTML page that needs nothing else: styles and charts within, no scripts, everything from outside escaped. */
import type { Report } from '../report.ts';
import type { Chart, Figure, Highlight, Section, Table, Unit } from './document.ts';
import { escapeHtml } from './escape-html.ts';
import { formatChange, formatValue } from './format.ts';
import { PAGE_STYLE } from './page-style.ts';
import { chartSvg } from './svg.ts';

/** Words beside the colours, for those who don't see them. */
const WORDS = { better: 'Better', worse: 'Worse', change: 'Changed' } as const;
const ARROWS = { better: '▲', worse: '▼', change: '•' } as const;

/** The whole page. Even if something slipped through the escaping, the policy in its head runs no script and loads nothing. */
export const toHtml = (report: Report): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`${report.title} · ${report.project}`)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(report.title)}</h1>
<p class="meta">Project ${escapeHtml(report.project)} · ${time(report.period.start)} to ${time(report.period.end)} · on the clock of ${escapeHtml(report.period.zone)}</p>
${report.note === undefined ? '' : `<p class="note">${escapeHtml(report.note)}</p>`}
</header>
${highlights(report.highlights)}
${report.sections.map(sectionHtml).join('\n')}
<footer>Made by Sightglass from all calls of the period. Percentiles are within 1 % of the true values.</footer>
</main>
</body>
</html>
`;

const time = (iso: string): string =>
  `<time datetime="${escapeHtml(iso)}">${escapeHtml(iso.slice(0, 16).replace('T', ' '))} UTC</time>`;

const highlights = (items: readonly Highlight[]): string =>
  items.length === 0
    ? ''
    : `<ul class="highlights" aria-label="Highlights">${items
        .map(
          ({ meaning, text }) =>
            `<li class="${meaning}"><b>${ARROWS[meaning]} ${WORDS[meaning]}</b>${escapeHtml(text)}</li>`,
        )
        .join('')}</ul>`;

const sectionHtml = ({ id, title, lead, figures, charts, tables }: Section): string =>
  [
    `<section aria-labelledby="${escapeHtml(id)}">`,
    `<h2 id="${escapeHtml(id)}">${escapeHtml(title)}</h2>`,
    lead === undefined ? '' : `<p class="lead">${escapeHtml(lead)}</p>`,
    figures === undefined ? '' : `<dl>${figures.map(figureHtml).join('')}</dl>`,
    ...(charts ?? []).map(chartHtml),
    ...(tables ?? []).map(tableHtml),
    '</section>',
  ].join('\n');

const figureHtml = ({ label, unit, value, previous, change, meaning }: Figure): string => {
  const before =
    previous === undefined
      ? ''
      : `<small>${changeHtml(change, unit, meaning)}before ${escapeHtml(formatValue(previous, unit))}</small>`;
  return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(formatValue(value, unit))}${before}</dd></div>`;
};

const changeHtml = (change: number | undefined, unit: Unit, meaning: Figure['meaning']): string => {
  if (change === undefined) return '';
  const text = escapeHtml(formatChange(change, unit));
  return meaning === undefined
    ? `${text}, `
    : `<span class="${meaning}" title="${WORDS[meaning]}">${ARROWS[meaning]} ${text}</span>, `;
};

const chartHtml = (chart: Chart): string =>
  `<figure><figcaption>${escapeHtml(chart.title)}</figcaption>${chartSvg(chart)}</figure>`;

const isText = (unit: Unit): boolean => unit === 'name' || unit === 'interaction' || unit === 'time';

const tableHtml = ({ title, columns, rows, note }: Table): string =>
  [
    `<div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0"><table><caption>${escapeHtml(title)}</caption>`,
    `<thead><tr>${columns.map(({ label, unit }) => `<th scope="col"${isText(unit) ? '' : ' class="number"'}>${escapeHtml(label)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${row.map((value, at) => cellHtml(value, columns[at]!.unit, at)).join('')}</tr>`).join('\n')}</tbody></table>`,
    note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`,
    '</div>',
  ].join('');

const cellHtml = (value: string | number | null, unit: Unit, at: number): string => {
  const text = escapeHtml(formatValue(value, unit));
  if (unit === 'interaction') return `<td><code>${text}</code></td>`;
  if (unit === 'time' && typeof value === 'string') return `<td>${time(value)}</td>`;
  // The first column names its row, where it is a name at all.
  if (at === 0 && unit === 'name') return `<th scope="row">${text}</th>`;
  return isText(unit) ? `<td>${text}</td>` : `<td class="number">${text}</td>`;
};
