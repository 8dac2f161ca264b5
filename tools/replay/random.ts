/** A repeatable stream of numbers, and the shapes that traffic takes. */
export interface Random {
  /** Evenly in [0, 1). */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  readonly normal: () => number;
  /** Log-normal around a median. */
  readonly skewed: (median: number, spread: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
}

/** mulberry32: 32 bits of state, enough for a week of calls. */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    chance: (probability) => next() < probability,
    normal,
    skewed: (median, spread) => median * Math.exp(spread * normal()),
    pick: (values) => values[Math.floor(next() * values.length)]!,
  };
};
