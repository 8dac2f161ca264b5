/** How much a request may hold. Body size is bounded before; these bound what small bytes can blow up to in memory. */
import { AppError } from '../../call/problem.ts';

/** Nesting of attribute values. The deepest seen from a real client is 9 (messages, parts, tool arguments). */
export const MAX_DEPTH = 32;

/**
 * Spans, records, points, events, links, attributes, arrays and maps of one request, together. Each takes at least two bytes on
 * the wire and around 100 in memory, so this holds a hostile body to about 50 MB. A default batch (512 spans of 128 attributes)
 * has 66,000.
 */
export const MAX_NODES = 500_000;

/** Events that one span may have, and links; the SDKs' own default is 128. */
export const MAX_EVENTS = 1_000;

/** Counts what a request holds and stops it at the limit. */
export class Budget {
  #left = MAX_NODES;

  /** @throws AppError `too-large` when the request holds more than `MAX_NODES`. */
  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) {
      throw new AppError(
        'too-large',
        `The request holds more than ${MAX_NODES} items and attributes; send smaller batches.`,
      );
    }
  }
}

/**
 * What is wrong with one item, thrown to leave the item and caught by the list that holds it. Not an `Error`: capturing a stack takes
 * longer than all the rest of a bad item, and a hostile body has half a million of them.
 */
export class BadItem {
  readonly message: string;

  constructor(reason: string) {
    this.message = reason;
  }
}

/** @throws BadItem when a span already has as many as it may. */
export const atMostEvents = (count: number, what: 'events' | 'links'): void => {
  if (count >= MAX_EVENTS) throw new BadItem(`${what} must be at most ${MAX_EVENTS}`);
};
