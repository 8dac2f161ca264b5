/** The functions of metric math that need nothing but their operands. What is not in this table is refused by name. */
import type { Grid, Slots } from '../store.ts';
import type { Expression } from './parse.ts';
import { MathError } from './parse.ts';
import { mapValues, type Series, type SeriesList, scalar, series, type Value } from './value.ts';

/** What a function is given: its computed operands, the words among them (REPEAT, LINEAR), and the grid. */
export interface Call {
  readonly operands: readonly (Value | string)[];
  readonly grid: Grid;
}

type MathFunction = (call: Call) => Value;

const known = (slots: Slots): number[] => slots.filter((value) => value !== undefined);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => total(values) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

const valueAt = ({ operands }: Call, index: number): Value => {
  const operand = operands[index];
  if (operand === undefined) throw new MathError(`is missing its operand ${index + 1}`);
  if (typeof operand === 'string') throw new MathError(`does not take the word ${operand}`);
  return operand;
};
const only = (call: Call): Value => {
  if (call.operands.length !== 1) throw new MathError(`takes one operand, got ${call.operands.length}`);
  return valueAt(call, 0);
};

const elementwise =
  (change: (value: number) => number): MathFunction =>
  (call) =>
    mapValues(only(call), (slots) => slots.map((value) => (value === undefined ? undefined : change(value))));

/** Over one series a number, over an array a series; where no series of the array has a value, neither has the result. */
const aggregate =
  (reduce: (values: readonly number[]) => number, missingIsZero: boolean): MathFunction =>
  (call) => {
    const operand = only(call);
    if (operand.kind === 'scalar') throw new MathError('takes a time series, not a number');
    if (operand.kind === 'series') {
      const values = known(operand.slots);
      return scalar(values.length === 0 ? undefined : reduce(values));
    }
    const slots = Array.from({ length: call.grid.slots }, (_, slot) => {
      const values = operand.items.map((item) => item.slots[slot]);
      if (values.every((value) => value === undefined)) return undefined;
      return reduce(missingIsZero ? values.map((value) => value ?? 0) : known(values));
    });
    return series('', slots);
  };

/** Looks at each value together with the one before it, gaps skipped. */
const withPrevious =
  (change: (value: number, previous: number, seconds: number) => number): MathFunction =>
  (call) =>
    mapValues(only(call), (slots) => {
      let last: number | undefined;
      return slots.map((value, slot) => {
        if (value === undefined) return undefined;
        const before = last;
        last = slot;
        return before === undefined ? undefined : change(value, slots[before]!, (slot - before) * call.grid.period);
      });
    });

const runningSum: MathFunction = (call) =>
  mapValues(only(call), (slots) => {
    let sum = 0;
    return slots.map((value) => {
      sum += value ?? 0;
      return value === undefined ? undefined : sum;
    });
  });

const repeated = (slots: Slots): Slots => {
  let last: number | undefined;
  return slots.map((value) => {
    last = value ?? last;
    return last;
  });
};

const interpolated = (slots: Slots): Slots =>
  slots.map((value, slot) => {
    if (value !== undefined) return value;
    const before = slots.findLastIndex((other, index) => index < slot && other !== undefined);
    const after = slots.findIndex((other, index) => index > slot && other !== undefined);
    if (before < 0 || after < 0) return undefined;
    return slots[before]! + ((slots[after]! - slots[before]!) * (slot - before)) / (after - before);
  });

const fill: MathFunction = (call) => {
  const filler = call.operands[1];
  if (call.operands.length !== 2 || filler === undefined)
    throw new MathError('takes a time series and what to fill it with');
  return mapValues(valueAt(call, 0), (slots) => {
    if (filler === 'REPEAT') return repeated(slots);
    if (filler === 'LINEAR') return interpolated(slots);
    if (typeof filler === 'string') throw new MathError(`cannot fill with ${filler}; use a value, REPEAT or LINEAR`);
    if (filler.kind === 'list') throw new MathError('cannot fill with an array of time series');
    return slots.map((value, slot) => value ?? (filler.kind === 'scalar' ? filler.value : filler.slots[slot]));
  });
};

/** A true condition whose value is missing gives 0, a false one gives nothing, as the documentation's tables show. */
const conditional: MathFunction = (call) => {
  if (call.operands.length < 2 || call.operands.length > 3)
    throw new MathError('takes a condition and one or two values');
  const condition = valueAt(call, 0);
  const whenTrue = valueAt(call, 1);
  const whenFalse = call.operands.length === 3 ? valueAt(call, 2) : undefined;
  if ([condition, whenTrue, whenFalse].some((operand) => operand?.kind === 'list'))
    throw new MathError('does not take arrays of time series');
  const at = (operand: Value | undefined, slot: number): number | undefined =>
    operand?.kind === 'scalar' ? operand.value : (operand as Series | undefined)?.slots[slot];
  if (condition.kind === 'scalar') {
    const chosen = condition.value === undefined || condition.value === 0 ? whenFalse : whenTrue;
    return chosen ?? series('', new Array(call.grid.slots).fill(undefined));
  }
  const slots = Array.from({ length: call.grid.slots }, (_, slot) => {
    const test = at(condition, slot);
    if (test === undefined) return undefined;
    return test === 0 ? at(whenFalse, slot) : (at(whenTrue, slot) ?? 0);
  });
  return series('', slots);
};

const itemOf =
  (choose: (items: readonly Series[]) => Series | undefined): MathFunction =>
  (call) => {
    const operand = only(call);
    if (operand.kind !== 'list') throw new MathError('takes an array of time series');
    return choose(operand.items) ?? series('', new Array(call.grid.slots).fill(undefined));
  };

const period: MathFunction = (call) => {
  const operand = only(call);
  if (operand.kind !== 'series' || !operand.isMetric) throw new MathError('takes a metric, not an expression');
  return scalar(call.grid.period);
};

const timeSeries: MathFunction = (call) => {
  const operand = only(call);
  if (operand.kind !== 'scalar') throw new MathError('takes a number');
  return series('', new Array(call.grid.slots).fill(operand.value));
};

/** AVG of an array counts a missing value as 0; the others leave it out, which for SUM is the same. */
export const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: elementwise(Math.abs),
  AVG: aggregate(mean, true),
  CEIL: elementwise(Math.ceil),
  DIFF: withPrevious((value, previous) => value - previous),
  FILL: fill,
  FIRST: itemOf((items) => items[0]),
  FLOOR: elementwise(Math.floor),
  IF: conditional,
  LAST: itemOf((items) => items.at(-1)),
  MAX: aggregate((values) => values.reduce((most, value) => Math.max(most, value)), false),
  MIN: aggregate((values) => values.reduce((least, value) => Math.min(least, value)), false),
  PERIOD: period,
  RATE: withPrevious((value, previous, seconds) => (value - previous) / seconds),
  RUNNING_SUM: runningSum,
  STDDEV: aggregate(deviation, false),
  SUM: aggregate(total, false),
  TIME_SERIES: timeSeries,
};

/** An array literal: its items one after another, arrays within it taken apart. */
export const listOf = (items: readonly (Value | string)[]): SeriesList => ({
  kind: 'list',
  items: items.flatMap((item): readonly Series[] => {
    if (typeof item === 'string' || item.kind === 'scalar') throw new MathError('an array takes only time series');
    return item.kind === 'list' ? item.items : [item];
  }),
});

/** Says which functions an expression calls, at any depth. */
export const functionsIn = (expression: Expression): readonly string[] => {
  switch (expression.kind) {
    case 'call':
      return [expression.name, ...expression.operands.flatMap(functionsIn)];
    case 'list':
      return expression.items.flatMap(functionsIn);
    case 'negate':
      return functionsIn(expression.operand);
    case 'operation':
      return [...functionsIn(expression.left), ...functionsIn(expression.right)];
    default:
      return [];
  }
};
