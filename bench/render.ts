/** Writes the tables of docs/benchmarks.md, between its markers, and its drawings, from bench/results: `node bench/render.ts`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceBetween } from '../tools/markers.ts';
import { drawBill, drawPath } from './drawings/drawings.ts';
import { type Bar, type Figure, holds, type Report, show } from './figures/figure.ts';

const DOCUMENT = join(import.meta.dirname, '../docs/benchmarks.md');
const DRAWINGS = join(import.meta.dirname, '../docs/figures');
const RESULTS = join(import.meta.dirname, 'results');
const ORDER = ['steps', 'redaction', 'otlp', 'sdk', 'traces', 'lists', 'summaries', 'start-up', 'service', 'cost'];

type Stamped = Report & { readonly machine: string; readonly load: number; readonly at: string };

export const render = (): void => {
  const reports = ORDER.map((name) => join(RESULTS, `${name}.json`))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Stamped);
  const bars = reports.flatMap((report) => report.bars ?? []);
  const document = readFileSync(DOCUMENT, 'utf8');
  const between = [barTable(bars), ...reports.map(section)].join('\n\n');
  writeFileSync(DOCUMENT, replaceBetween(document, 'figures', `\n${between}\n`));
  mkdirSync(DRAWINGS, { recursive: true });
  for (const { bench, ...report } of reports) {
    if (bench === 'cost') writeFileSync(join(DRAWINGS, 'bill.svg'), drawBill(report));
    if (bench === 'steps') writeFileSync(join(DRAWINGS, 'path.svg'), drawPath(report));
  }
};

const barTable = (bars: readonly Bar[]): string =>
  ['| Bar | Figure | Limit | Holds |', '|---|---|---|---|']
    .concat(
      bars.map((bar) => {
        const limit = bar.most === undefined ? `≥ ${show(bar.least ?? 0)}` : `≤ ${show(bar.most)}`;
        return `| ${bar.name} | ${show(bar.value)} ${bar.unit} | ${limit} | ${holds(bar) ? 'yes' : '**no**'} |`;
      }),
    )
    .join('\n');

const section = ({ title, method, machine, load, at, figures }: Stamped): string =>
  [`## ${title}`, '', `${method} Measured on ${at}: ${machine}, load ${load}.`, '', ...table(figures)].join('\n');

const table = (figures: readonly Figure[]): readonly string[] => {
  const hasSpeed = figures.some(({ megabytesPerSecond }) => megabytesPerSecond !== undefined);
  return [
    `| | Figure | ${hasSpeed ? 'MB/s | ' : ''}Ratio |`,
    `|---|---|---|${hasSpeed ? '---|' : ''}`,
    ...figures.map(({ name, value, unit, ratio, megabytesPerSecond }) => {
      const speed = hasSpeed ? `${megabytesPerSecond === undefined ? '' : show(megabytesPerSecond)} | ` : '';
      return `| ${name} | ${show(value)} ${unit} | ${speed}${ratio === undefined ? '' : `×${ratio.toFixed(2)}`} |`;
    }),
  ];
};

if (import.meta.main) render();
