/** Counts the characters that a person wrote or a model answered in a payload, without the structure around them. */
import type { Json } from './json.ts';

/** Keys whose strings are structure: they say what a part is, not what was said. */
const STRUCTURE = new Set([
  'role',
  'type',
  'id',
  'name',
  'index',
  'finish_reason',
  'finishReason',
  'mime_type',
  'mimeType',
  'media_type',
  'mediaType',
  'modality',
  'tool_call_id',
  'toolCallId',
  'toolName',
  'call_id',
  'file_id',
  'object',
  'model',
  'status',
  'signature',
  'encrypted_content',
]);

/** Deeper than anything a client nests; what lies below is not counted, so that a hostile body costs nothing. */
const MAX_DEPTH = 64;

/** Characters (UTF-16 code units) of the text in a payload: of a text its length, of messages that of their contents. Data URLs count nothing. */
export const textLength = (document: Json, depth = 0): number => {
  if (typeof document === 'string') return document.startsWith('data:') ? 0 : document.length;
  if (typeof document !== 'object' || document === null || depth > MAX_DEPTH) return 0;
  if (Array.isArray(document))
    return document.reduce((sum: number, item: Json) => sum + textLength(item, depth + 1), 0);
  let sum = 0;
  for (const [key, value] of Object.entries(document)) {
    if (typeof value === 'string' && STRUCTURE.has(key)) continue;
    sum += textLength(value, depth + 1);
  }
  return sum;
};
