/** What metric math computes with: numbers, time series on one grid, and arrays of time series. */
import type { Slots } from '../store.ts';
import { MathError, type Operator } from './parse.ts';

export interface Scalar {
  readonly kind: 'scalar';
  /** Undefined when computed from no data at all. */
  readonly value: number | undefined;
}

export interface Series {
  readonly kind: 'series';
  /** What the series is called in an array of them: a query's id. */
  readonly name: string;
  readonly slots: Slots;
  /** Whether it is a metric itself and not the result of an expression. */
  readonly isMetric: boolean;
}

export interface SeriesList {
  readonly kind: 'list';
  readonly items: readonly Series[];
}

export type Value = Scalar | Series | SeriesList;

export const scalar = (value: number | undefined): Scalar => ({ kind: 'scalar', value });

/** Dropping what is not a finite number is how CloudWatch treats a division by zero. */
export const series = (name: string, slots: Slots): Series => ({
  kind: 'series',
  name,
  isMetric: false,
  slots: slots.map((value) => (Number.isFinite(value) ? value : undefined)),
});

/** Applies a function to every value of a series, or of every series. */
export const mapValues = (operand: Value, change: (slots: Slots) => Slots): Value => {
  if (operand.kind === 'scalar') throw new MathError('takes a time series, not a number');
  if (operand.kind === 'series') return series(operand.name, change(operand.slots));
  return { kind: 'list', items: operand.items.map((item) => series(item.name, change(item.slots))) };
};

const truth = (condition: boolean): number => (condition ? 1 : 0);

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<=': (left, right) => truth(left <= right),
  '>=': (left, right) => truth(left >= right),
  '<': (left, right) => truth(left < right),
  '>': (left, right) => truth(left > right),
  AND: (left, right) => truth(left !== 0 && right !== 0),
  OR: (left, right) => truth(left !== 0 || right !== 0),
};

type Single = Scalar | Series;

/** Where one of two series has no value it counts as 0; where both have none, the result has none. */
const operateOnSingles = (operator: Operator, left: Single, right: Single): Single => {
  const compute = OPERATIONS[operator];
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const known = left.value !== undefined && right.value !== undefined;
    const value = known ? compute(left.value, right.value) : undefined;
    return scalar(Number.isFinite(value) ? value : undefined);
  }
  const length = left.kind === 'series' ? left.slots.length : (right as Series).slots.length;
  const at = (operand: Single, slot: number): number | undefined =>
    operand.kind === 'scalar' ? operand.value : operand.slots[slot];
  const slots = Array.from({ length }, (_, slot) => {
    const [a, b] = [at(left, slot), at(right, slot)];
    if (left.kind === 'series' && right.kind === 'series')
      return a === undefined && b === undefined ? undefined : compute(a ?? 0, b ?? 0);
    return a === undefined || b === undefined ? undefined : compute(a, b);
  });
  return series(left.kind === 'series' ? left.name : (right as Series).name, slots);
};

/**
 * Applies an operator, to every series of an array in turn.
 *
 * @throws MathError for two arrays, which CloudWatch does not combine
 */
export const operate = (operator: Operator, left: Value, right: Value): Value => {
  if (left.kind === 'list' && right.kind === 'list')
    throw new MathError(`${operator} cannot combine two arrays of time series`);
  const each = (items: readonly Series[], compute: (item: Series) => Single): SeriesList => ({
    kind: 'list',
    items: items.map((item) => ({ ...(compute(item) as Series), name: item.name })),
  });
  if (left.kind === 'list') return each(left.items, (item) => operateOnSingles(operator, item, right as Single));
  if (right.kind === 'list') return each(right.items, (item) => operateOnSingles(operator, left as Single, item));
  return operateOnSingles(operator, left, right);
};
