/** Where a list goes on: opaque to callers, checked when it comes back, and of no use in another project. */
import { AppError } from '../call/problem.ts';
import { type EpochMs, HOUR_MS } from '../call/units.ts';

/** A place in a list. */
export interface Cursor {
  /** Position of the row to go on from, itself included. */
  readonly position: string;
  /** What was given already from that row on: the last interaction of a list by time, or a count of a trace's interactions. */
  readonly last?: { readonly start: number; readonly id: string };
  readonly offset?: number;
}

/** The cursor as callers carry it. */
export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/**
 * Reads a cursor back.
 * @throws {AppError} `invalid-request` when it is not one of ours
 */
export const decodeCursor = (text: string, within: { readonly from: EpochMs; readonly to: EpochMs }): Cursor => {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    const { position, last, offset } = cursor;
    const sound =
      typeof position === 'string' &&
      position.length <= 256 &&
      isWithin(instantOf(position), within) &&
      (last === undefined || (typeof last.start === 'number' && typeof last.id === 'string')) &&
      (offset === undefined || Number.isSafeInteger(offset));
    if (sound) return cursor;
  } catch {
    // Falls through to the same answer.
  }
  throw new AppError('invalid-request', 'cursor is not one that this service gave out.', {
    problems: [{ path: 'cursor', message: 'must be the next_cursor of an earlier answer to the same query' }],
  });
};

/** Positions are keys of rows, which begin with their time, the one of a posting after a letter. */
const instantOf = (position: string): EpochMs => Date.parse(position.replace(/^P#/, '').slice(0, 24));

/** Readers look a little beyond a range on either side, so their positions may lie there. */
const isWithin = (instant: EpochMs, { from, to }: { readonly from: EpochMs; readonly to: EpochMs }): boolean =>
  instant >= from - 12 * HOUR_MS && instant <= to + 12 * HOUR_MS;
