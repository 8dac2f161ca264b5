/**
 * Classification: how often which label was predicted where which was right, and what follows from it. Counts only, so two
 * tables add up to the table of both. A metric without a denominator is 0, as scikit-learn reports it.
 * @see https://scikit-learn.org/stable/modules/model_evaluation.html#precision-recall-and-f-measures
 */
import type { Fraction } from '../../call/units.ts';

/** Labels told apart; an app with more classifies nothing but free text, for which only the accuracy means anything. */
export const MAX_LABELS = 200;

/** Counts by right label and predicted label. */
export interface Confusion {
  readonly count: number;
  readonly correct: number;
  /** Counts by right and predicted label; undefined once there were more than `MAX_LABELS`. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
}

export const EMPTY_CONFUSION: Confusion = { count: 0, correct: 0, cells: new Map() };

/** The table with one more prediction. */
export const addPrediction = (confusion: Confusion, expected: string, predicted: string): Confusion =>
  mergeConfusions(confusion, {
    count: 1,
    correct: expected === predicted ? 1 : 0,
    cells: new Map([[expected, new Map([[predicted, 1]])]]),
  });

/** The table of both. Commutative and associative; too many labels on either side are too many in both. */
export const mergeConfusions = (a: Confusion, b: Confusion): Confusion => {
  const count = a.count + b.count;
  const correct = a.correct + b.correct;
  if (a.cells === undefined || b.cells === undefined) return { count, correct, cells: undefined };
  const cells = new Map([...a.cells].map(([label, row]) => [label, new Map(row)]));
  for (const [expected, row] of b.cells) {
    const into = cells.get(expected) ?? new Map<string, number>();
    for (const [predicted, times] of row) into.set(predicted, (into.get(predicted) ?? 0) + times);
    cells.set(expected, into);
  }
  return { count, correct, cells: labelsOf(cells).length > MAX_LABELS ? undefined : cells };
};

const labelsOf = (cells: ReadonlyMap<string, ReadonlyMap<string, number>>): readonly string[] =>
  [...new Set([...cells].flatMap(([expected, row]) => [expected, ...row.keys()]))].sort();

/** How well one label is told. */
export interface LabelMetrics {
  readonly label: string;
  /** Of those predicted so, the share that is. */
  readonly precision: Fraction;
  /** Of those that are, the share predicted so. */
  readonly recall: Fraction;
  readonly f1: Fraction;
  /** How many are. */
  readonly support: number;
}

/** How well labels are told. */
export interface ClassificationMetrics {
  readonly count: number;
  readonly accuracy: Fraction;
  /** Means over the labels, each counting the same; absent with too many labels. */
  readonly macro?: { readonly precision: Fraction; readonly recall: Fraction; readonly f1: Fraction };
  readonly labels?: readonly LabelMetrics[];
}

/** The metrics of a table; undefined of an empty one. */
export const classificationMetrics = ({ count, correct, cells }: Confusion): ClassificationMetrics | undefined => {
  if (count === 0) return undefined;
  const accuracy = correct / count;
  if (cells === undefined) return { count, accuracy };
  const labels = labelsOf(cells).map((label) => metricsOf(label, cells));
  const mean = (name: 'precision' | 'recall' | 'f1'): number =>
    labels.reduce((sum, metrics) => sum + metrics[name], 0) / labels.length;
  return { count, accuracy, macro: { precision: mean('precision'), recall: mean('recall'), f1: mean('f1') }, labels };
};

const metricsOf = (label: string, cells: NonNullable<Confusion['cells']>): LabelMetrics => {
  const row = cells.get(label) ?? new Map<string, number>();
  const hits = row.get(label) ?? 0;
  const support = [...row.values()].reduce((sum, times) => sum + times, 0);
  const predicted = [...cells.values()].reduce((sum, other) => sum + (other.get(label) ?? 0), 0);
  const precision = predicted === 0 ? 0 : hits / predicted;
  const recall = support === 0 ? 0 : hits / support;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { label, precision, recall, f1, support };
};

/**
 * Cohen's kappa: agreement beyond what two raters would reach by chance with the labels they tend to give. 1 is full
 * agreement, 0 is chance; undefined where chance alone would agree on everything.
 * @see https://doi.org/10.1177/001316446002000104
 */
export const cohensKappa = ({ count, correct, cells }: Confusion): number | undefined => {
  if (count === 0 || cells === undefined) return undefined;
  const byChance = labelsOf(cells).reduce((sum, label) => {
    const row = [...(cells.get(label)?.values() ?? [])].reduce((total, times) => total + times, 0);
    const column = [...cells.values()].reduce((total, other) => total + (other.get(label) ?? 0), 0);
    return sum + (row / count) * (column / count);
  }, 0);
  return byChance >= 1 ? undefined : (correct / count - byChance) / (1 - byChance);
};
