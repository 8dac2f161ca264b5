/**
 * What was exposed so far, so that a counter never goes back. Prometheus takes a counter that fell for one that began again
 * at zero and counts its whole value once more, so a correction of one call would show as a day's traffic. Our figures do
 * get corrected: a call's model, price or outcome may come with a later part of it, and a closed hour is counted again when
 * late calls came. So each sample of a day is held at the most it ever was, days that are over are carried along, and a
 * counter is the sum of both. What was too much stays too much, by the few calls that were corrected.
 *
 * A day can still grow while it is held: today and yesterday are, so calls up to a day late count. A counter begins again,
 * with a new instant of creation, only when nobody has asked for longer than that.
 */
import type { EpochMs } from '../call/units.ts';
import type { FamilySamples } from './openmetrics.ts';

/** Values of samples by family and sample. */
export type Values = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Plain JSON, kept between scrapes. */
export interface Ledger {
  /** Since when the counters count. */
  readonly since: EpochMs;
  /** What days that are held no more came to. */
  readonly carried: Values;
  /** The most that each sample of a held day ever was, by the day's start. */
  readonly days: Readonly<Record<string, Values>>;
}

/** One day as it is known now. */
export interface ObservedDay {
  readonly start: EpochMs;
  readonly families: readonly FamilySamples[];
}

/** Enters what the held days come to now, oldest first. */
export const advance = (ledger: Ledger | undefined, observed: readonly ObservedDay[]): Ledger => {
  const first = Math.min(...observed.map(({ start }) => start));
  const heldBefore = Object.keys(ledger?.days ?? {}).map(Number);
  // Days that nobody saw are missing in the sums: better a new beginning than a count with a hole in it.
  const continues = ledger !== undefined && heldBefore.some((start) => start >= first);
  const days = Object.fromEntries(
    observed.map(({ start, families }) => {
      const seen = continues ? ledger.days[String(start)] : undefined;
      return [String(start), combine(seen ?? {}, valuesOf(families), Math.max)];
    }),
  );
  if (!continues) return { since: first, carried: {}, days };
  const over = heldBefore.filter((start) => start < first).map((start) => ledger.days[String(start)]!);
  return { since: ledger.since, carried: over.reduce(plus, ledger.carried), days };
};

/** The families with what their counters have come to. Gauges are as they are observed last; a family keeps its samples for good. */
export const entered = (ledger: Ledger, latest: readonly FamilySamples[]): readonly FamilySamples[] => {
  const sums = Object.values(ledger.days).reduce(plus, ledger.carried);
  return latest.map((family) =>
    family.type === 'gauge' ? family : { ...family, values: new Map(Object.entries(sums[family.name] ?? {})) },
  );
};

const valuesOf = (families: readonly FamilySamples[]): Values =>
  Object.fromEntries(
    families
      .filter(({ type }) => type !== 'gauge')
      .map(({ name, values }) => [name, Object.fromEntries(values)] as const),
  );

const combine = (a: Values, b: Values, join: (a: number, b: number) => number): Values => {
  const joined: Record<string, Record<string, number>> = {};
  for (const values of [a, b]) {
    for (const [family, samples] of Object.entries(values)) {
      joined[family] ??= {};
      const into = joined[family];
      for (const [sample, value] of Object.entries(samples)) into[sample] = join(into[sample] ?? 0, value);
    }
  }
  return joined;
};

const plus = (a: Values, b: Values): Values => combine(a, b, (left, right) => left + right);
