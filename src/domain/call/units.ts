/** Units as types: a number that says what it counts. They are aliases, so they document rather than convert. */

/** A duration in milliseconds; fractions carry microseconds. */
export type Milliseconds = number;

/**
 * An instant in milliseconds since the Unix epoch. A double holds today's instants to a quarter of a microsecond
 * (1.8e12 takes 41 of 53 bits), so OTLP's nanoseconds survive as far as anybody orders by them.
 */
export type EpochMs = number;

/** US dollars as integer billionths: sums stay exact, and 2^53 of them are nine million dollars. */
export type NanoUsd = number;

/** A share or score between 0 and 1. */
export type Fraction = number;

export const HOUR_MS: Milliseconds = 3_600_000;
export const DAY_MS: Milliseconds = 86_400_000;

/** Clocks that were never set stand in 1970 and count on; nobody called a model before this. */
export const EARLIEST: EpochMs = Date.UTC(2000, 0, 1);

/** Longest duration that is believed: agents work for days, and nanoseconds taken for milliseconds come to more than a year. */
export const MAX_DURATION_MS: Milliseconds = 366 * DAY_MS;

/** An instant that nothing we keep reaches: what reads everything reads until then. */
export const FAR_FUTURE: EpochMs = Date.UTC(2200, 0, 1);

export const NANO_USD_PER_USD = 1_000_000_000;

/** Dollars as the API shows them, from the integer nano-dollars that we keep. */
export const toUsd = (nanoUsd: NanoUsd): number => nanoUsd / NANO_USD_PER_USD;

/** Nano-dollars from dollars that a client states; rounds to the nearest, as a client's decimals may be binary approximations. */
export const fromUsd = (usd: number): NanoUsd => Math.round(usd * NANO_USD_PER_USD);

/** More than any one call costs: a client that states more has lost a decimal point, and would spoil the sums of its day. */
export const MAX_COST_USD = 1_000_000;

/** An instant as the API shows it: ISO 8601, UTC, milliseconds. */
export const toIso = (instant: EpochMs): string => new Date(Math.floor(instant)).toISOString();
