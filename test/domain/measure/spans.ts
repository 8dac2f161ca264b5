/** Spans for the tests of measuring: made from text as redaction would hand them over, and read back from metric lines. */
import type { SpanId, TraceId } from '../../../src/domain/call/ids.ts';
import type { Redacted } from '../../../src/domain/call/redacted.ts';
import type { RedactedSpan } from '../../../src/domain/call/span.ts';
import { boundedNames } from '../../../src/domain/measure/bounded-names.ts';
import type { MeasureSettings } from '../../../src/domain/measure/measure.ts';

/** Text that a test declares redacted. */
export const red = (text: string): Redacted => text as Redacted;

/** A finished call; every field may be replaced. */
export const call = (fields: Partial<RedactedSpan> = {}): RedactedSpan => ({
  traceId: '0af7651916cd43dd8448eb211c80319c' as TraceId,
  spanId: 'b7ad6b7169203331' as SpanId,
  kind: 'llm',
  start: 1_763_700_000_000,
  end: 1_763_700_001_000,
  source: 'api',
  ...fields,
});

export const AT = 1_763_700_000_123;

export const settings = (
  lists: { environments?: string[]; models?: string[]; categories?: string[] } = {},
): MeasureSettings => ({
  namespace: 'Sightglass/test',
  environments: boundedNames(lists.environments ?? []),
  models: boundedNames(lists.models ?? []),
  categories: boundedNames(lists.categories ?? []),
  at: AT,
});

interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit?: string }[];
}

/** A metric line as CloudWatch reads it. */
export type EmfLine = Readonly<Record<string, unknown>> & {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly Directive[] };
};

export const parse = (lines: readonly string[]): readonly EmfLine[] => lines.map((line) => JSON.parse(line) as EmfLine);

/** One metric under one set of dimensions, as `Latency` or `Latency{Model=gpt-4o}`, with every value it stands for. */
export const readMetrics = (lines: readonly string[]): Readonly<Record<string, readonly number[]>> => {
  const values: Record<string, number[]> = {};
  for (const line of parse(lines)) {
    for (const { Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      for (const set of Dimensions) {
        const names = set.map((dimension) => `${dimension}=${String(line[dimension])}`).join(',');
        for (const { Name } of Metrics) {
          const key = names === '' ? Name : `${Name}{${names}}`;
          values[key] = [...(values[key] ?? []), ...expand(line[Name])];
        }
      }
    }
  }
  return values;
};

const expand = (target: unknown): readonly number[] => {
  if (typeof target === 'number') return [target];
  if (Array.isArray(target)) return target as readonly number[];
  const { Values, Counts } = target as { Values: number[]; Counts: number[] };
  return Values.flatMap((value, index) => Array.from({ length: Counts[index]! }, () => value));
};
