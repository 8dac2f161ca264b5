/** Computes metric queries: metrics are read, expressions are worked out from them, on one grid of periods. */
import type { Grid, Reading, Slots } from '../store.ts';
import { anomalyBand, type BandMemory } from './band.ts';
import { FUNCTIONS, functionsIn, listOf } from './functions.ts';
import { type Expression, MathError } from './parse.ts';
import { mapValues, operate, scalar, series, type Value } from './value.ts';

/** A metric to read or an expression over the other queries, by an id that begins with a small letter. */
export type MathQuery =
  | { readonly id: string; readonly reading: Reading }
  | { readonly id: string; readonly expression: Expression };

type Read = (reading: Reading, grid: Grid) => Slots;

/** Usual values per expression: parsed alarms keep theirs over evaluations, a one-off request starts anew. */
const memories = new WeakMap<Expression, BandMemory>();

const named = <T>(name: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (error instanceof MathError && !error.message.startsWith('«')) throw new MathError(`«${name}» ${error.message}`);
    throw error;
  }
};

class Evaluation {
  readonly #queries: readonly MathQuery[];
  readonly #grid: Grid;
  readonly #read: Read;
  readonly #done = new Map<string, Value>();
  readonly #underway = new Set<string>();

  constructor(queries: readonly MathQuery[], grid: Grid, read: Read) {
    this.#queries = queries;
    this.#grid = grid;
    this.#read = read;
  }

  query(id: string): Value {
    const done = this.#done.get(id);
    if (done !== undefined) return done;
    const query = this.#queries.find((candidate) => candidate.id === id);
    if (query === undefined) throw new MathError(`there is no query with the id ${id}`);
    if (this.#underway.has(id)) throw new MathError(`the expression ${id} depends on itself`);
    this.#underway.add(id);
    const value: Value =
      'reading' in query
        ? { kind: 'series', name: id, isMetric: true, slots: this.#read(query.reading, this.#grid) }
        : this.#value(query.expression);
    this.#done.set(id, value);
    return value;
  }

  #value(expression: Expression): Value {
    const value = this.#operand(expression);
    if (typeof value === 'string') throw new MathError(`«${value}» is not a value`);
    return value;
  }

  /** A value, or the word or text that only some functions take. */
  #operand(expression: Expression): Value | string {
    switch (expression.kind) {
      case 'number':
        return scalar(expression.value);
      case 'text':
        return expression.value;
      case 'word':
        return expression.name;
      case 'id':
        return this.query(expression.name);
      case 'list':
        return listOf(expression.items.map((item) => this.#operand(item)));
      case 'negate': {
        const operand = this.#value(expression.operand);
        return operand.kind === 'scalar' ? operate('*', scalar(-1), operand) : mapValues(operand, negated);
      }
      case 'operation':
        return operate(expression.operator, this.#value(expression.left), this.#value(expression.right));
      case 'call':
        return named(expression.name, () => this.#call(expression));
    }
  }

  #call(call: Expression & { readonly kind: 'call' }): Value {
    if (call.name === 'METRICS') return this.#metrics(call.operands);
    if (call.name === 'ANOMALY_DETECTION_BAND') return this.#band(call);
    const compute = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
    if (compute === undefined)
      throw new MathError(`is not a function that is computed locally; ${Object.keys(FUNCTIONS).join(', ')} are`);
    return compute({ operands: call.operands.map((operand) => this.#operand(operand)), grid: this.#grid });
  }

  #metrics(operands: readonly Expression[]): Value {
    const [filter] = operands.map((operand) => this.#operand(operand));
    if (operands.length > 1 || (filter !== undefined && typeof filter !== 'string'))
      throw new MathError('takes nothing, or a text that the ids contain');
    const ids = this.#queries.filter((query) => 'reading' in query && query.id.includes(filter ?? ''));
    return listOf(ids.map(({ id }) => this.query(id)));
  }

  #band(call: Expression & { readonly kind: 'call' }): Value {
    const [operand, width] = call.operands;
    if (operand === undefined || call.operands.length > 2)
      throw new MathError('takes a time series and a number of standard deviations');
    const deviations = width === undefined ? scalar(2) : this.#value(width);
    if (deviations.kind !== 'scalar' || !((deviations.value ?? 0) > 0))
      throw new MathError('takes a positive number of standard deviations');
    const slotsOn = (grid: Grid): Slots => {
      const value = new Evaluation(this.#queries, grid, this.#read).#value(operand);
      if (value.kind !== 'series') throw new MathError('takes one time series');
      return value.slots;
    };
    const memory = memories.get(call) ?? new Map();
    const { upper, lower } = anomalyBand(this.#grid, deviations.value!, slotsOn, memory);
    memories.set(call, memory);
    return { kind: 'list', items: [series('upper', upper), series('lower', lower)] };
  }
}

const negated = (slots: Slots): Slots => slots.map((value) => (value === undefined ? undefined : -value));

/**
 * Computes the queries with the given ids; the others are there to be referred to.
 *
 * @throws MathError naming the function, id or operand that cannot be computed
 */
export const evaluateQueries = (
  queries: readonly MathQuery[],
  ids: readonly string[],
  grid: Grid,
  read: Read,
): readonly Value[] => {
  const evaluation = new Evaluation(queries, grid, read);
  return ids.map((id) => evaluation.query(id));
};

/** What a query comes to over zeros, or why it can never be computed. No data is touched. */
export const rehearse = (queries: readonly MathQuery[], id: string): Value | { readonly problem: string } => {
  // Copies of the expressions, so that bands learnt from zeros are forgotten with them.
  const copies = queries.map((query) => ('expression' in query ? structuredClone(query) : query));
  const zeros: Read = (_, grid) => new Array(grid.slots).fill(0);
  try {
    const [value] = evaluateQueries(copies, [id], { from: 0, period: 60, slots: 3 }, zeros);
    return value!;
  } catch (error) {
    if (error instanceof MathError) return { problem: `${id}: ${error.message}` };
    throw error;
  }
};

/** Why queries could never be shown: a result must be a time series or an array of them, never a bare number. */
export const queryProblems = (queries: readonly MathQuery[], ids: readonly string[]): readonly string[] =>
  ids.flatMap((id) => {
    const value = rehearse(queries, id);
    if ('problem' in value) return [value.problem];
    return value.kind === 'scalar' ? [`${id} is a number; a result must be a time series`] : [];
  });

/** How many anomaly bands an expression asks for. */
export const bandsIn = (expression: Expression): number =>
  functionsIn(expression).filter((name) => name === 'ANOMALY_DETECTION_BAND').length;
