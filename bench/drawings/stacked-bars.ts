/** Horizontal bars made of parts, as an SVG file that reads on light and dark pages. */
import { escapeHtml } from '../../src/domain/summarise/report/escape-html.ts';

/** One bar: its parts from left to right, which add up to what stands behind it. */
export interface StackedBar {
  readonly label: string;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
  /** Where a mark says how long the bar may be. */
  readonly limit?: number;
}

export interface StackedBars {
  readonly title: string;
  readonly bars: readonly StackedBar[];
  /** A value as readers see it, as `$4.50`. */
  readonly show: (value: number) => string;
}

const WIDTH = 760;
const LABEL = 110;
const VALUE = 70;
const PLOT = WIDTH - LABEL - VALUE;
const BAR = { height: 26, gap: 16 };
const LEGEND = { line: 22, perLine: 3, box: 12 };

/** Told apart by people who see colours otherwise too: Okabe and Ito's, and two greys. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8c8c8c', '#b8b8b8'];

const STYLE =
  'text{font:13px system-ui,sans-serif;fill:#1f2328}.limit{stroke:#1f2328;stroke-width:2}' +
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.limit{stroke:#e6edf3}}';

const px = (value: number): string => String(Math.round(value * 10) / 10);

const totalOf = ({ parts }: StackedBar): number => parts.reduce((sum, { value }) => sum + value, 0);

/** The names of all parts, in the order in which they first come: each has one colour in every bar. */
const namesOf = (bars: readonly StackedBar[]): readonly string[] => [
  ...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name))),
];

/**
 * The drawing. Parts are as long as their values, on one scale for all bars.
 * @throws RangeError for more different parts than there are colours
 */
export const drawStackedBars = ({ title, bars, show }: StackedBars): string => {
  const names = namesOf(bars);
  if (names.length > COLOURS.length) throw new RangeError(`at most ${COLOURS.length} parts can be told apart`);
  const longest = Math.max(...bars.map((bar) => Math.max(totalOf(bar), bar.limit ?? 0)));
  const lengthOf = (value: number): number => (value / longest) * PLOT;
  const colourOf = (name: string): string => COLOURS[names.indexOf(name)] as string;

  const drawBar = (bar: StackedBar, row: number): string => {
    const top = BAR.gap + row * (BAR.height + BAR.gap);
    const middle = top + BAR.height / 2 + 4.5;
    let left = LABEL;
    const parts = bar.parts.map(({ name, value }) => {
      const from = left;
      left += lengthOf(value);
      return (
        `<rect x="${px(from)}" y="${px(top)}" width="${px(left - from)}" height="${BAR.height}" fill="${colourOf(name)}">` +
        `<title>${escapeHtml(`${name}: ${show(value)}`)}</title></rect>`
      );
    });
    const end = Math.max(left, LABEL + lengthOf(bar.limit ?? 0));
    const at = px(LABEL + lengthOf(bar.limit ?? 0));
    const limit =
      bar.limit === undefined
        ? ''
        : `<line class="limit" x1="${at}" x2="${at}" y1="${px(top - 5)}" y2="${px(top + BAR.height + 5)}">` +
          `<title>${escapeHtml(`limit: ${show(bar.limit)}`)}</title></line>`;
    return (
      `<text x="${LABEL - 10}" y="${px(middle)}" text-anchor="end">${escapeHtml(bar.label)}</text>${parts.join('')}${limit}` +
      `<text x="${px(end + 8)}" y="${px(middle)}">${escapeHtml(show(totalOf(bar)))}</text>`
    );
  };

  const legendTop = BAR.gap + bars.length * (BAR.height + BAR.gap) + 10;
  const legend = names.map((name, at) => {
    const x = LABEL + (at % LEGEND.perLine) * (PLOT / LEGEND.perLine);
    const y = legendTop + Math.floor(at / LEGEND.perLine) * LEGEND.line;
    return (
      `<rect x="${px(x)}" y="${px(y)}" width="${LEGEND.box}" height="${LEGEND.box}" fill="${colourOf(name)}"/>` +
      `<text x="${px(x + LEGEND.box + 6)}" y="${px(y + LEGEND.box - 1.5)}">${escapeHtml(name)}</text>`
    );
  });
  const height = legendTop + Math.ceil(names.length / LEGEND.perLine) * LEGEND.line;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${px(height)}" role="img" aria-label="${escapeHtml(title)}">` +
    `<style>${STYLE}</style>\n${bars.map(drawBar).join('\n')}\n${legend.join('\n')}\n</svg>\n`
  );
};
