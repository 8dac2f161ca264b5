/** The form in which a tally of outcomes is stored: the same JSON for the same outcomes, in whatever order they came. */
import type { JsonObject } from '../../call/json.ts';
import type { Confusion } from './confusion.ts';
import type { ErrorSums } from './errors.ts';
import type { OutcomeTally, TextTally } from './tally.ts';

/** The tally as JSON in its one canonical form. */
export const tallyToJson = ({ count, incomparable, labels, numbers, separation, texts }: OutcomeTally): JsonObject =>
  ({
    version: 1,
    count,
    incomparable,
    labels: {
      count: labels.count,
      correct: labels.correct,
      cells:
        labels.cells === undefined
          ? null
          : [...labels.cells].sort(byKey).map(([label, row]) => [label, [...row].sort(byKey)]),
    },
    numbers: {
      count: numbers.count,
      sum: numbers.sum.toString(),
      absolute: numbers.absolute.toString(),
      squared: numbers.squared.toString(),
    },
    scores: [...separation.scores].sort(byKey),
    texts,
  }) as unknown as JsonObject;

/** Reads what `tallyToJson` made. Throws on a version it doesn't know. */
export const tallyFromJson = (stored: JsonObject): OutcomeTally => {
  if (stored['version'] !== 1) throw new Error(`stored outcomes have version ${String(stored['version'])}, known is 1`);
  const labels = stored['labels'] as unknown as Omit<Confusion, 'cells'> & {
    readonly cells: null | readonly (readonly [string, readonly (readonly [string, number])[]])[];
  };
  const numbers = stored['numbers'] as unknown as { readonly [Name in keyof ErrorSums]: number | string };
  return {
    count: Number(stored['count']),
    incomparable: Number(stored['incomparable']),
    labels: {
      count: labels.count,
      correct: labels.correct,
      cells: labels.cells === null ? undefined : new Map(labels.cells.map(([label, row]) => [label, new Map(row)])),
    },
    numbers: {
      count: Number(numbers.count),
      sum: BigInt(numbers.sum),
      absolute: BigInt(numbers.absolute),
      squared: BigInt(numbers.squared),
    },
    separation: { scores: new Map(stored['scores'] as unknown as [number, readonly [number, number]][]) },
    texts: stored['texts'] as unknown as TextTally,
  };
};

const byKey = <K extends string | number, V>([a]: readonly [K, V], [b]: readonly [K, V]): number => (a < b ? -1 : 1);
