/**
 * Writes metrics as OpenMetrics text, which Prometheus scrapes.
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
import type { EpochMs } from '../call/units.ts';

/** Media type of the text; Prometheus asks for it by this name. */
export const OPENMETRICS_CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** Labels by name; an empty value is the same as no label, so it is left out. */
export type Labels = Readonly<Record<string, string>>;

/** Values as counts of how many are at most a bound; `countUpTo` must not decrease as its bound grows. */
export interface Distribution {
  readonly count: number;
  readonly sum: number;
  readonly countUpTo: (bound: number) => number;
}

interface Described {
  /** Without the suffix that its type adds: `llm_requests`, of which `llm_requests_total` is the sample. */
  readonly name: string;
  readonly help: string;
}

/** A sum that only grows. */
export interface Counter extends Described {
  readonly type: 'counter';
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/** A value as it is now. */
export interface Gauge extends Described {
  readonly type: 'gauge';
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/** How many values are at most each bound. */
export interface Histogram extends Described {
  readonly type: 'histogram';
  /** Ascending; the infinite one is added. */
  readonly bounds: readonly number[];
  readonly samples: readonly { readonly labels: Labels; readonly distribution: Distribution }[];
}

export type MetricFamily = Counter | Gauge | Histogram;

/** Units that a name may end in; the unit is then stated too, as the specification wants. */
const UNITS = ['seconds', 'usd', 'characters', 'percent'] as const;

const MS_PER_SECOND = 1_000;

/** The samples of one family as they are written: each by its name with its labels, in the order of the text. */
export interface FamilySamples {
  readonly type: MetricFamily['type'];
  readonly name: string;
  readonly help: string;
  readonly values: ReadonlyMap<string, number>;
}

/** The samples of a family, without the instants since when they count. */
export const samplesOf = (family: MetricFamily): FamilySamples => {
  const { type, name, help } = family;
  return { type, name, help, values: new Map(valuesOf(family)) };
};

/** Writes the families, in their order; those without samples are left out. */
export const renderOpenMetrics = (families: readonly FamilySamples[], created: EpochMs): string =>
  `${families
    .filter(({ values }) => values.size > 0)
    .flatMap((family) => linesOf(family, created))
    .join('\n')}\n# EOF\n`.replace(/^\n/, '');

const linesOf = ({ name, help, type, values }: FamilySamples, created: EpochMs): readonly string[] => {
  const unit = UNITS.find((one) => name.endsWith(`_${one}`));
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...[...values].flatMap(([sample, value]) => {
      const line = `${sample} ${numberText(value)}`;
      return isLast(sample, name, type)
        ? [line, `${name}_created${sample.slice(name.length + LAST[type].length)} ${created / MS_PER_SECOND}`]
        : [line];
    }),
  ];
};

/** The sample that ends a metric; since when it counts is written after it. Gauges don't count. */
const LAST = { counter: '_total', histogram: '_sum', gauge: '' } as const;

const isLast = (sample: string, name: string, type: MetricFamily['type']): boolean =>
  type !== 'gauge' && sample.startsWith(name + LAST[type]);

const valuesOf = (family: MetricFamily): readonly (readonly [sample: string, value: number])[] => {
  const { name } = family;
  switch (family.type) {
    case 'gauge':
      return family.samples.map(({ labels, value }) => [sample(name, labels), value]);
    case 'counter':
      return family.samples.map(({ labels, value }) => [sample(`${name}_total`, labels), value]);
    case 'histogram':
      return family.samples.flatMap(({ labels, distribution }) => [
        ...family.bounds.map(
          (bound) =>
            [sample(`${name}_bucket`, { ...labels, le: boundText(bound) }), distribution.countUpTo(bound)] as const,
        ),
        [sample(`${name}_bucket`, { ...labels, le: '+Inf' }), distribution.count] as const,
        [sample(`${name}_count`, labels), distribution.count] as const,
        [sample(`${name}_sum`, labels), distribution.sum] as const,
      ]);
  }
};

const sample = (name: string, labels: Labels): string => {
  const named = Object.entries(labels).filter(([, text]) => text !== '');
  const list = named.map(([label, text]) => `${label}="${escaped(text)}"`).join(',');
  return `${name}${named.length === 0 ? '' : `{${list}}`}`;
};

/** Bounds are written as floating-point numbers, `100.0`, so that the same bound is the same series in every exposer. */
const boundText = (bound: number): string => (Number.isInteger(bound) ? `${bound}.0` : String(bound));

const numberText = (value: number): string => {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  // A billionth of a dollar or of a second is the last digit that means anything; sums of fractions have more.
  return Number.isNaN(value) ? 'NaN' : String(Number.isInteger(value) ? value : Number(value.toFixed(9)));
};

/** In help and label values alike: backslash, quotation mark and line feed. */
const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
