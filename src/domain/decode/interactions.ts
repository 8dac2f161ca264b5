/** Decodes the body of POST /v1/interactions: one interaction, a batch, or NDJSON. A bad item is refused, the others are taken. */
import { refuseCrowded } from '../call/crowded-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import { AppError, type FieldProblem, isAppError } from '../call/problem.ts';
import { decodeUtf8, type Inflated } from './body.ts';
import { check } from './check.ts';
import { type InteractionInput, InteractionSchema } from './interaction-schema.ts';
import { inspect, parseJson } from './json.ts';
import { MAX_BATCH_ITEMS, MAX_INTERACTION_BYTES } from './limits.ts';
import { fieldFits } from './quick-check.ts';

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
  if (isNdjson(contentType)) return { single: false, items: decodeLines(text) };

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

const decodeLines = (text: string): readonly DecodedItem[] => {
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

/** The items, where there are not too many; counted before any is decoded, as a hostile body could hold millions. */
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

const decodeItem: DecodeItem = (item, path) => {
  if (!isJsonObject(item)) return { ok: false, problems: [{ path, message: 'must be an object' }] };
  const inspected = inspect(item);
  const within = (problem: FieldProblem): FieldProblem => ({
    ...problem,
    path: path === '' ? problem.path : `${path}.${problem.path}`,
  });
  if (inspected.problems.length > 0) return { ok: false, problems: inspected.problems.map(within) };
  // Counted only where it can matter, as writing it all again takes longer than to read it.
  if (inspected.mostBytes > MAX_INTERACTION_BYTES) {
    const bytes = Buffer.byteLength(JSON.stringify(item));
    if (bytes > MAX_INTERACTION_BYTES) return oversized(bytes, path);
  }

  const { known, unknown, fit } = sort(inspected.value as JsonObject);
  const checked = fit ? { ok: true as const, value: known as InteractionInput } : check(InteractionSchema, known, path);
  if (!checked.ok) return checked;
  const { input, output, error } = checked.value;
  if (input == null && output == null && error == null) {
    return {
      ok: false,
      problems: [{ path: path || 'input', message: 'needs at least one of input, output and error' }],
    };
  }

  return { ok: true, input: checked.value, unknown, warnings: inspected.warnings.map(within) };
};

interface Sorted {
  readonly known: JsonObject;
  readonly unknown: JsonObject;
  /** Whether the known fields surely fit their schema: most are optional, and looking at those that are there is enough. */
  readonly fit: boolean;
}

/** The fields that we know and those that we don't, apart. */
const sort = (fields: JsonObject): Sorted => {
  const known: Record<string, Json> = {};
  const unknown: Record<string, Json> = {};
  let fit = true;
  for (const key in fields) {
    const fits = FIELDS.get(key);
    const value = fields[key]!;
    if (fits === undefined) unknown[key] = value;
    else {
      known[key] = value;
      fit &&= fits(value);
    }
  }
  return { known, unknown, fit };
};

const FIELDS = fieldFits(InteractionSchema.entries);

const oversized = (bytes: number, path: string): DecodedItem => ({
  ok: false,
  tooLarge: true,
  problems: [{ path, message: `has ${bytes} bytes; one interaction may have at most ${MAX_INTERACTION_BYTES}` }],
});

const invalid = (path: string, message: string): AppError =>
  new AppError('invalid-request', `${path} ${message}.`, { problems: [{ path, message }] });
