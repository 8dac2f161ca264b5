/** Repeatable chance for simulations, and trace ids drawn from it. */
import { parseTraceId, type TraceId } from '../../../src/domain/call/ids.ts';

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** A trace id drawn from the stream. */
export const traceFrom = (random: () => number): TraceId => {
  const part = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return parseTraceId(`${part()}${part()}${part()}a${part().slice(1)}`)!;
};
