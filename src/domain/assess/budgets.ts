/** How long assessors may take. */
import type { Milliseconds } from '../call/units.ts';

/**
 * Time that the assessors of one call, and of all calls of a request, may take. They take a ten-thousandth of a second for a
 * usual call and two thousandths for the largest, so what takes a hundred times as long is a fault of ours or a text made to
 * be slow; the calls of a full request together leave ingest most of its 25 seconds.
 */
export const CALL_BUDGET_MS: Milliseconds = 200;
export const REQUEST_BUDGET_MS: Milliseconds = 5_000;
