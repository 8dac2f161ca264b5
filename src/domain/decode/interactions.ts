/** Decodes the body of POST /v1/interactions: one interaction, a batch, or NDJSON. One bad item never sinks its neighbours. */
import { refuseCrowded } from '../call/crowded-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import { AppError, type FieldProblem, isAppError } from '../call/problem.ts';
import { decodeUtf8, type Inflated } from './body.ts';
import { check } from './check.ts';
import { type InteractionInput, InteractionSchema, KNOWN_FIELDS } from './interaction-schema.ts';
import { inspect, parseJson } from './json.ts';
import { MAX_BATCH_ITEMS, MAX_INTERACTION_BYTES } from './limits.ts';

/** One item of a request: an interaction with the fields we don't know beside it, or what is wrong with it. */
export type DecodedItem =
  | {
      readonly ok: true;
      readonly input: InteractionInput;
      readonly unknown: JsonObject;
      readonly warnings: readonly FieldProblem[];
    }
  | { readonly ok: false; readonly problems: readonly FieldProblem[]; readonly tooLarge?: boolean };

export interface DecodedRequest {
  /** Whether the body was one bare interaction: it is answered as one. */
  readonly single: boolean;
  readonly items: readonly DecodedItem[];
}

/**
 * Decodes a body.
 * @throws {AppError} `too-large`, `undecodable-body`, `malformed-json` or `invalid-request` when no item can be told from another
 */
export const decodeInteractions = (body: Inflated, contentType: string): DecodedRequest => {
  const text = decodeUtf8(body);
  const decodeItem = decoderFor(text);
  if (isNdjson(contentType)) return { single: false, items: decodeLines(text, decodeItem) };

  const parsed = parseJson(text);
  if (isJsonObject(parsed) && Object.hasOwn(parsed, 'interactions')) {
    const items = parsed['interactions'];
    if (!Array.isArray(items)) throw invalid('interactions', 'must be an array');
    return { single: false, items: bounded(items).map((item, index) => decodeItem(item, `interactions[${index}]`)) };
  }
  if (Array.isArray(parsed)) {
    return { single: false, items: bounded(parsed).map((item, index) => decodeItem(item, `[${index}]`)) };
  }
  return { single: true, items: [decodeItem(parsed, '')] };
};

const isNdjson = (contentType: string): boolean =>
  /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)\b/i.test(contentType);

type DecodeItem = (item: Json, path: string) => DecodedItem;

const decodeLines = (text: string, decodeItem: DecodeItem): readonly DecodedItem[] => {
  refuseCrowded(text);
  return bounded(text.split('\n').filter((line) => line.trim() !== '')).map((line, index) => {
    try {
      return decodeItem(parseJson(line), `line ${index + 1}`);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ok: false, problems: [{ path: `line ${index + 1}`, message: error.message }] };
    }
  });
};

/** Counted before any is looked at: a hostile body could hold millions. */
const bounded = <Item>(items: readonly Item[]): readonly Item[] => {
  if (items.length > MAX_BATCH_ITEMS) {
    throw new AppError(
      'too-large',
      `The batch has ${items.length} interactions; at most ${MAX_BATCH_ITEMS} are accepted. Send smaller batches.`,
    );
  }
  if (items.length === 0) throw invalid('interactions', 'must hold at least one interaction');
  return items;
};

/** Sizes are counted only where one can matter: a whole body of n code units has at most 3n bytes. */
const decoderFor =
  (body: string): DecodeItem =>
  (item, path) => {
    if (!isJsonObject(item)) return { ok: false, problems: [{ path, message: 'must be an object' }] };
    const inspected = inspect(item);
    const within = (problem: FieldProblem): FieldProblem => ({
      ...problem,
      path: path === '' ? problem.path : `${path}.${problem.path}`,
    });
    if (inspected.problems.length > 0) return { ok: false, problems: inspected.problems.map(within) };
    if (body.length * 3 > MAX_INTERACTION_BYTES) {
      const bytes = Buffer.byteLength(JSON.stringify(item));
      if (bytes > MAX_INTERACTION_BYTES) return oversized(bytes, path);
    }

    const fields = inspected.value as JsonObject;
    const checked = check(InteractionSchema, fields, path);
    if (!checked.ok) return checked;
    const { input, output, error } = checked.value;
    if (input == null && output == null && error == null) {
      return {
        ok: false,
        problems: [{ path: path || 'input', message: 'needs at least one of input, output and error' }],
      };
    }

    const unknown = Object.fromEntries(Object.entries(fields).filter(([key]) => !KNOWN_FIELDS.has(key)));
    return { ok: true, input: checked.value, unknown, warnings: inspected.warnings.map(within) };
  };

const oversized = (bytes: number, path: string): DecodedItem => ({
  ok: false,
  tooLarge: true,
  problems: [{ path, message: `has ${bytes} bytes; one interaction may have at most ${MAX_INTERACTION_BYTES}` }],
});

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `${path} ${message}.`, { problems: [{ path, message }] });
