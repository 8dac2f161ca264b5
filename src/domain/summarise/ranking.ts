/** The calls that stand out: the few slowest or most expensive ones, with the ids to look them up by. */
import type { InteractionId } from '../call/ids.ts';
import type { Json, JsonObject } from '../call/json.ts';
import type { EpochMs } from '../call/units.ts';
import type { Mergeable } from './mergeable.ts';

/** How many calls a ranking keeps. */
const RANKING_BOUND = 10;

/** One call that stands out. */
export interface RankedCall {
  readonly interactionId: InteractionId;
  /** What it is ranked by: milliseconds, or nano-dollars. */
  readonly value: number;
  readonly start: EpochMs;
  readonly model?: string;
  readonly feature?: string;
  readonly failed?: true;
}

/** Largest value first; among equals the smaller id, so that the order never depends on who came first. */
const inOrder = (a: RankedCall, b: RankedCall): number =>
  b.value - a.value || (a.interactionId < b.interactionId ? -1 : a.interactionId > b.interactionId ? 1 : 0);

/** The ranking with one more call. */
export const rank = (ranking: readonly RankedCall[], call: RankedCall): readonly RankedCall[] => {
  if (ranking.length >= RANKING_BOUND && inOrder(ranking.at(-1)!, call) < 0) return ranking;
  return [...ranking, call].sort(inOrder).slice(0, RANKING_BOUND);
};

/** A ranking as a value that adds up: the top of two tops is the top of all. */
export const rankingOf: Mergeable<readonly RankedCall[]> = {
  zero: () => [],
  absorb: (into, from) => [...into, ...from].sort(inOrder).slice(0, RANKING_BOUND),
  encode: (ranking) =>
    ranking.length === 0
      ? undefined
      : ranking.map(({ interactionId, value, start, model, feature, failed }) => ({
          id: interactionId,
          value,
          start,
          ...(model === undefined ? {} : { model }),
          ...(feature === undefined ? {} : { feature }),
          ...(failed === undefined ? {} : { failed }),
        })),
  decode: (json) =>
    (json as readonly JsonObject[]).map(({ id, ...rest }: { readonly id?: Json }) => ({
      interactionId: id as InteractionId,
      ...(rest as unknown as Omit<RankedCall, 'interactionId'>),
    })),
};
