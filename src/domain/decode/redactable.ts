/** What POST /v1/redact takes. */
import type { Json } from '../call/json.ts';
import type { Inflated } from './body.ts';
import { readObject, refusal } from './read-object.ts';

/**
 * Decodes `{"text": …}` or `{"json": …}`.
 * @throws {AppError} naming every field that is wrong
 */
export const decodeRedactable = (body: Inflated): { readonly document: Json; readonly isText: boolean } => {
  const value = readObject(body);
  const text = value['text'];
  if (typeof text === 'string') return { document: text, isText: true };
  if (text !== undefined) throw refusal([{ path: 'text', message: 'must be a string' }]);
  if (value['json'] === undefined) throw refusal([{ path: 'text', message: 'is required, or json' }]);
  return { document: value['json'], isText: false };
};
