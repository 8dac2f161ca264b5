/** A bound on what parsing a body takes: lists and objects cost memory by their number, not by their length. */
import { AppError } from './problem.ts';

/**
 * Most lists and objects of one body. Parsed, one takes up to 113 bytes however short it is written: 32 MiB of `{},` would take 1.3 GB,
 * and kill a function that has less for every request that sends it.
 */
export const MAX_CONTAINERS = 2_000_000;

/** Each is written with two characters at least, so a shorter text needs no counting. */
const SURELY_FEW_CHARACTERS = 2 * MAX_CONTAINERS;

/**
 * Refuses a text of JSON that would take too much memory once parsed. Brackets within its strings count as well: to tell them apart
 * would be parsing, and prose and code have one in thirty characters at most.
 * @throws {AppError} `too-large`
 */
export const refuseCrowded = (text: string): void => {
  if (text.length <= SURELY_FEW_CHARACTERS) return;
  let left = MAX_CONTAINERS;
  for (const bracket of ['[', '{']) {
    // Looked for by V8, sixteen characters at a time: one by one took half of the time to decode a large body.
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      left -= 1;
      if (left >= 0) continue;
      throw new AppError(
        'too-large',
        `The body holds more than ${MAX_CONTAINERS} lists and objects. Send smaller batches.`,
      );
    }
  }
};
