/** Which calls of an hour a model judges: a share of them by chance, and of each model and feature at least one. */
import { hash } from 'node:crypto';
import type { CallFacts } from '../call/facts.ts';
import type { InteractionId } from '../call/ids.ts';
import type { Fraction } from '../call/units.ts';

/** Calls of one hour at most: a thousand judgements are some dollars. */
export const MAX_PICKED = 1_000;

const BITS = 48;

/** Where a call stands between 0 and 1: the same at every run, so that a repeated summary asks for no second judgement. */
const placeOf = (id: InteractionId): number => hash('sha256', `judging ${id}`, 'buffer').readUIntBE(0, 6) / 2 ** BITS;

/** The calls to judge, those that must be seen first. Failed and unfinished ones have no answer to judge. */
export const pickForJudging = (calls: Iterable<CallFacts>, share: Fraction): readonly InteractionId[] => {
  const firstOf = new Map<string, { readonly id: InteractionId; readonly place: number }>();
  const chosen: { readonly id: InteractionId; readonly place: number }[] = [];
  for (const { interactionId: id, kind, complete, status, model = '', feature = '' } of calls) {
    if (kind !== 'llm' || !complete || status === 'error') continue;
    const place = placeOf(id);
    if (place < share) chosen.push({ id, place });
    const stratum = JSON.stringify([model, feature]);
    const first = firstOf.get(stratum);
    if (first === undefined || place < first.place) firstOf.set(stratum, { id, place });
  }
  const byPlace = (a: { place: number }, b: { place: number }): number => a.place - b.place;
  const ids = [...[...firstOf.values()].sort(byPlace), ...chosen.sort(byPlace)].map(({ id }) => id);
  return [...new Set(ids)].slice(0, MAX_PICKED);
};
