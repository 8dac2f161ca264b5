/** Which calls of an hour a model judges: a share of them by chance, and of each model and feature at least one. */
import { hash } from 'node:crypto';
import type { CallFacts } from '../call/facts.ts';
import type { InteractionId } from '../call/ids.ts';
import type { Fraction } from '../call/units.ts';

/** A call to judge. */
export interface Picked {
  readonly id: InteractionId;
  /** With which it was picked: without it nothing can be said of the calls that were not. */
  readonly probability: Fraction;
}

/** Calls of one hour at most: a thousand judgements are some dollars. */
const MAX_PICKED = 1_000;

const BITS = 48;

/** Where a call stands between 0 and 1: the same at every run, so that a repeated summary asks for no second judgement. */
const placeOf = (id: InteractionId): number => hash('sha256', `judging ${id}`, 'buffer').readUIntBE(0, 6) / 2 ** BITS;

interface Placed {
  readonly id: InteractionId;
  readonly place: number;
}

/** The calls of one model and feature. */
interface Stratum {
  calls: number;
  first: Placed;
  readonly chosen: Placed[];
}

/** The calls to judge, those that must be seen first. Failed and unfinished ones have no answer to judge. */
export const pickForJudging = (calls: Iterable<CallFacts>, share: Fraction): readonly Picked[] => {
  const strata = new Map<string, Stratum>();
  for (const { interactionId: id, kind, complete, status, model = '', feature = '' } of calls) {
    if (kind !== 'llm' || !complete || status === 'error') continue;
    const call = { id, place: placeOf(id) };
    const name = JSON.stringify([model, feature]);
    const stratum = strata.get(name) ?? { calls: 0, first: call, chosen: [] };
    strata.set(name, stratum);
    stratum.calls += 1;
    if (call.place < stratum.first.place) stratum.first = call;
    if (call.place < share) stratum.chosen.push(call);
  }
  const firsts = [...strata.values()].map((stratum) => ({ ...stratum.first, stratum, isFirst: true }));
  const others = [...strata.values()].flatMap((stratum) =>
    stratum.chosen.filter(({ id }) => id !== stratum.first.id).map((call) => ({ ...call, stratum, isFirst: false })),
  );
  const byPlace = (a: Placed, b: Placed): number => a.place - b.place;
  const ordered = [...firsts.sort(byPlace), ...others.sort(byPlace)];
  const picked = ordered.slice(0, MAX_PICKED);
  // Where the bound cuts some off, the share that was really asked for ends at the first of them.
  const leftOut = ordered.slice(MAX_PICKED).find(({ isFirst }) => !isFirst);
  const real = leftOut === undefined ? share : leftOut.place;
  return picked.map(({ id, stratum }) => ({ id, probability: probabilityOf(real, stratum.calls) }));
};

/**
 * A call is picked when its place is within the share, or is the first of its n calls beyond it: the share, and the chance of being
 * the lowest of n that all lie above it, ∫ (1 − u)ⁿ⁻¹ du from the share to 1.
 */
const probabilityOf = (share: Fraction, calls: number): Fraction => Math.min(1, share + (1 - share) ** calls / calls);
