/**
 * A strict reader of OpenMetrics text: refuses what the specification's grammar or its rules for types do not allow.
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/#abnf
 */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly unit?: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const TEXT = '(?:[^"\\\\\\n]|\\\\[\\\\"n])*';
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="${TEXT}"`;
const NUMBER = '[+-]?(?:\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?|[iI]nf(?:inity)?)|[nN]a[nN]';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)\\})? (${NUMBER})$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`);
const UNIT = new RegExp(`^# UNIT (${NAME}) ([a-zA-Z0-9_:]+)$`);
const HELP = new RegExp(`^# HELP (${NAME}) (${TEXT})$`);

/** Suffixes of the samples that a family of each type may have. */
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum', '_created'],
};

const fail = (line: number, message: string): never => {
  throw new Error(`line ${line + 1}: ${message}`);
};

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));

const numberOf = (text: string): number =>
  /inf/i.test(text) ? (text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number(text);

/** Reads the families of a text, or throws with the line and what is wrong with it. */
export const parseOpenMetrics = (text: string): readonly Family[] => {
  if (!text.endsWith('# EOF\n')) throw new Error('the text must end with "# EOF" and a line feed');
  const families: { name: string; type: string; unit?: string; help?: string; samples: Sample[] }[] = [];
  const lines = text.slice(0, -'# EOF\n'.length).split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const current = families.at(-1);
    const [type, unit, help, sample] = [TYPE, UNIT, HELP, SAMPLE].map((pattern) => pattern.exec(line));
    if (type) {
      if (families.some(({ name }) => name === type[1])) fail(index, `the family ${type[1]} is there twice`);
      families.push({ name: type[1]!, type: type[2]!, samples: [] });
    } else if (unit) {
      if (unit[1] !== current?.name || current?.samples.length !== 0)
        fail(index, 'a unit must stand in its family, before samples');
      if (!unit[1]!.endsWith(`_${unit[2]}`)) fail(index, `the name ${unit[1]} must end in its unit ${unit[2]}`);
      current!.unit = unit[2]!;
    } else if (help) {
      if (help[1] !== current?.name || current?.samples.length !== 0)
        fail(index, 'help must stand in its family, before samples');
      if (current!.help !== undefined) fail(index, 'help is there twice');
      current!.help = unescaped(help[2]!);
    } else if (sample) {
      const suffix = SUFFIXES[current?.type ?? '']?.find((one) => sample[1] === `${current?.name}${one}`);
      if (suffix === undefined) fail(index, `the sample ${sample[1]} does not belong to the family ${current?.name}`);
      const pairs = [...(sample[2] ?? '').matchAll(new RegExp(`([a-zA-Z_][a-zA-Z0-9_]*)="(${TEXT})"`, 'g'))];
      const labels = Object.fromEntries(pairs.map(([, label, value]) => [label!, unescaped(value!)]));
      if (Object.keys(labels).length !== pairs.length) fail(index, 'a label is there twice');
      current!.samples.push({ name: sample[1]!, labels, value: numberOf(sample[3]!) });
    } else fail(index, `not OpenMetrics: ${line}`);
  }
  return families.map((family) => {
    checkFamily(family);
    return { ...family, help: family.help ?? '' };
  });
};

const seriesOf = ({ labels }: Sample, without = ''): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => name !== without)
      .sort(),
  );

const checkFamily = ({ name, type, samples }: { name: string; type: string; samples: readonly Sample[] }): void => {
  const seen = new Set<string>();
  for (const sample of samples) {
    const series = `${sample.name}${seriesOf(sample)}`;
    if (seen.has(series)) throw new Error(`${name}: the series ${series} is there twice`);
    seen.add(series);
    const counts = type === 'counter' || (type === 'histogram' && sample.name !== `${name}_sum`);
    if (counts && !(sample.value >= 0 && Number.isFinite(sample.value)))
      throw new Error(`${name}: ${sample.value} is no count`);
  }
  if (type === 'histogram') checkHistogram(name, samples);
};

const checkHistogram = (name: string, samples: readonly Sample[]): void => {
  const bySeries = Map.groupBy(samples, (sample) => seriesOf(sample, 'le'));
  for (const series of bySeries.values()) {
    const buckets = series.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => numberOf(labels['le'] ?? 'NaN'));
    const values = buckets.map(({ value }) => value);
    if (buckets.at(-1)?.labels['le'] !== '+Inf') throw new Error(`${name}: the last bucket must be +Inf`);
    if (bounds.some((bound, index) => index > 0 && !(bound > bounds[index - 1]!)))
      throw new Error(`${name}: bounds must ascend`);
    if (values.some((value, index) => index > 0 && value < values[index - 1]!))
      throw new Error(`${name}: buckets must not fall`);
    const count = series.find((sample) => sample.name === `${name}_count`);
    if (count?.value !== values.at(-1)) throw new Error(`${name}: the count must be what the last bucket holds`);
    if (!series.some((sample) => sample.name === `${name}_sum`)) throw new Error(`${name}: a histogram needs its sum`);
  }
};
