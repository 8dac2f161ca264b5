/** A report as Markdown, for chat, mail and pull requests. Names from outside can't break out of their cell. */
import type { Report } from '../report.ts';
import type { Chart, Figure, Section, Table, Unit } from './document.ts';
import { formatChange, formatValue } from './format.ts';

/** Marks before a highlight, so that good and bad news differ without colour. */
const MARKS = { better: '▲', worse: '▼', change: '•' } as const;

/** Escapes what Markdown or HTML would read as markup. */
const escaped = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

/** The whole report. */
export const toMarkdown = (report: Report): string =>
  [
    `# ${escaped(report.title)}`,
    `${escaped(report.period.label)}, ${escaped(report.period.zone)}${report.note === undefined ? '' : `. ${escaped(report.note)}`}`,
    ...(report.highlights.length === 0
      ? []
      : [report.highlights.map(({ meaning, text }) => `- ${MARKS[meaning]} ${escaped(text)}`).join('\n')]),
    ...report.sections.flatMap(sectionLines),
  ]
    .join('\n\n')
    .concat('\n');

const sectionLines = (section: Section): readonly string[] => [
  `## ${escaped(section.title)}`,
  ...(section.lead === undefined ? [] : [escaped(section.lead)]),
  ...(section.figures === undefined ? [] : [figureTable(section.figures)]),
  ...(section.charts ?? []).map(chartTable),
  ...(section.tables ?? []).map(tableText),
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rule = (units: readonly Unit[]): string => line(units.map((unit) => (isText(unit) ? '---' : '---:')));

const isText = (unit: Unit): boolean => unit === 'name' || unit === 'interaction' || unit === 'time';

const figureTable = (figures: readonly Figure[]): string => {
  const compared = figures.some(({ previous }) => previous !== undefined);
  const head = compared ? ['', 'Now', 'Before', 'Change'] : ['', 'Now'];
  return [
    line(head),
    rule(head.map((_, at) => (at === 0 ? 'name' : 'count'))),
    ...figures.map(({ label, unit, value, previous, change, meaning }) =>
      line([
        escaped(label),
        formatValue(value, unit),
        ...(compared
          ? [
              formatValue(previous, unit),
              `${change === undefined ? '' : formatChange(change, unit)}${meaning === undefined ? '' : ` ${MARKS[meaning]}`}`,
            ]
          : []),
      ]),
    ),
  ].join('\n');
};

const cell = (value: string | number | null, unit: Unit): string => {
  const text = formatValue(value, unit);
  return unit === 'interaction' ? `\`${text.replace(/[`|\r\n]/g, '')}\`` : escaped(text);
};

const tableText = ({ title, columns, rows, note }: Table): string =>
  [
    `### ${escaped(title)}`,
    '',
    line(columns.map(({ label }) => escaped(label))),
    rule(columns.map(({ unit }) => unit)),
    ...rows.map((row) => line(row.map((value, at) => cell(value, columns[at]!.unit)))),
    ...(note === undefined ? [] : ['', escaped(note)]),
  ].join('\n');

/** Charts become tables with a bar of blocks: twenty for the largest value. */
const chartTable = ({ title, unit, points }: Chart): string => {
  const largest = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  return [
    `### ${escaped(title)}`,
    '',
    line(['', '', '']),
    '| --- | ---: | --- |',
    ...points.map(({ label, value }) =>
      line([escaped(label), formatValue(value, unit), '█'.repeat(Math.round((value / largest) * 20))]),
    ),
  ].join('\n');
};
