/** Charts as inline SVG: no scripts, colours from the page, every point named for those who hover or listen. */
import type { Chart, ChartPoint, Unit } from './document.ts';
import { escapeHtml } from './escape-html.ts';
import { formatValue } from './format.ts';

const WIDTH = 720;
const HEIGHT = 220;
const MARGIN = { top: 12, right: 24, bottom: 28, left: 64 };
const PLOT = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };

const BAR = { height: 18, gap: 10, label: 180, value: 90 };

/** Longest label drawn beside a bar; the whole name stands in its title. */
const MAX_LABEL = 26;

/** One chart. */
export const chartSvg = (chart: Chart): string => {
  if (chart.points.length === 0) return '';
  if (chart.kind === 'bars') return barsSvg(chart);
  return chart.kind === 'line' ? lineSvg(chart) : columnsSvg(chart);
};

/** One decimal of a pixel is plenty, and keeps the page the same on every machine. */
const px = (value: number): string => String(Math.round(value * 10) / 10);

const svg = (chart: Chart, height: number, body: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${px(height)}" role="img" aria-label="${escapeHtml(describe(chart))}">${body}</svg>`;

const describe = ({ title, unit, points }: Chart): string => {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${title}: ${points.length} values from ${formatValue(low, unit)} to ${formatValue(high, unit)}`;
};

const tip = ({ label, value, failed }: ChartPoint, unit: Unit): string => {
  const bad = failed === undefined || failed === 0 ? '' : `, ${formatValue(failed, unit)} failed`;
  return `<title>${escapeHtml(`${label}: ${formatValue(value, unit)}${bad}`)}</title>`;
};

/** The least limit not below the value of which a quarter is a short number: a scale that people can read. */
const niceLimit = (value: number): number => {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].find((candidate) => candidate * power >= value * 0.999999) ?? 10;
  return step * power;
};

const GRID_LINES = 4;

const grid = (limit: number, unit: Unit): string =>
  Array.from({ length: GRID_LINES + 1 }, (_, line) => {
    const y = MARGIN.top + PLOT.height * (1 - line / GRID_LINES);
    const value = formatValue((limit * line) / GRID_LINES, unit);
    return (
      `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${px(y)}" y2="${px(y)}"/>` +
      `<text class="axis" x="${MARGIN.left - 8}" y="${px(y + 4)}" text-anchor="end">${escapeHtml(value)}</text>`
    );
  }).join('');

/** Labels below the plot, as many as fit. */
const axis = (points: readonly ChartPoint[], x: (at: number) => number): string => {
  const every = Math.ceil(points.length / 12);
  return points
    .map(({ label }, at) =>
      at % every === 0
        ? `<text class="axis" x="${px(x(at))}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(label)}</text>`
        : '',
    )
    .join('');
};

const columnsSvg = (chart: Chart): string => {
  const { points, unit } = chart;
  const limit = niceLimit(Math.max(...points.map(({ value }) => value)));
  const step = PLOT.width / points.length;
  const width = Math.min(40, step * 0.7);
  const scale = (value: number): number => (PLOT.height * value) / limit;
  const bottom = MARGIN.top + PLOT.height;
  const columns = points.map((point, at) => {
    const left = MARGIN.left + step * at + (step - width) / 2;
    const column = (kind: string, from: number, value: number): string =>
      value <= 0
        ? ''
        : `<rect class="${kind}" x="${px(left)}" y="${px(bottom - scale(from + value))}" width="${px(width)}" height="${px(scale(value))}" rx="2"/>`;
    const failed = point.failed ?? 0;
    return `<g>${tip(point, unit)}${column('bad', 0, failed)}${column('bar', failed, point.value - failed)}</g>`;
  });
  return svg(
    chart,
    HEIGHT,
    grid(limit, unit) + columns.join('') + axis(points, (at) => MARGIN.left + step * (at + 0.5)),
  );
};

const lineSvg = (chart: Chart): string => {
  const { points, unit } = chart;
  const limit = niceLimit(Math.max(...points.map(({ value }) => value)));
  const step = points.length === 1 ? 0 : PLOT.width / (points.length - 1);
  const x = (at: number): number => MARGIN.left + step * at;
  const y = (value: number): number => MARGIN.top + PLOT.height * (1 - Math.max(0, value) / limit);
  const path = points.map(({ value }, at) => `${at === 0 ? 'M' : 'L'}${px(x(at))} ${px(y(value))}`).join('');
  const dots = points.map(
    (point, at) =>
      `<circle class="dot" cx="${px(x(at))}" cy="${px(y(point.value))}" r="4">${tip(point, unit)}</circle>`,
  );
  return svg(chart, HEIGHT, `${grid(limit, unit)}<path class="line" d="${path}"/>${dots.join('')}${axis(points, x)}`);
};

const barsSvg = (chart: Chart): string => {
  const { points, unit } = chart;
  const limit = Math.max(...points.map(({ value }) => value), Number.MIN_VALUE);
  const room = WIDTH - BAR.label - BAR.value;
  const rows = points.map((point, at) => {
    const top = at * (BAR.height + BAR.gap) + 4;
    const width = Math.max(1, (room * point.value) / limit);
    const short = point.label.length > MAX_LABEL ? `${point.label.slice(0, MAX_LABEL - 1)}…` : point.label;
    return (
      `<g>${tip(point, unit)}` +
      `<text class="name" x="${BAR.label - 10}" y="${top + 13}" text-anchor="end">${escapeHtml(short)}</text>` +
      `<rect class="bar" x="${BAR.label}" y="${top}" width="${px(width)}" height="${BAR.height}" rx="2"/>` +
      `<text class="axis" x="${px(BAR.label + width + 8)}" y="${top + 13}">${escapeHtml(formatValue(point.value, unit))}</text></g>`
    );
  });
  return svg(chart, points.length * (BAR.height + BAR.gap) + 4, rows.join(''));
};
