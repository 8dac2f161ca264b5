/**
 * What the middlewares learn of a request and hand on to its handler. middy gives both the same event object and nothing else to share,
 * so it is kept beside the event, in a WeakMap.
 */
import type { HttpEvent, Known } from './http.ts';

const records = new WeakMap<HttpEvent, Known>();

/** The record of one request; the same object for every middleware and the handler. */
export const knownOf = (event: HttpEvent): Known => {
  const held = records.get(event);
  if (held !== undefined) return held;
  const fresh: Known = { correlationId: '', isCorrelated: false };
  records.set(event, fresh);
  return fresh;
};
