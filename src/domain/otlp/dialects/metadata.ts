/** Keeps what no field has a place for, under the names the client used and within limits; what is cut is said. */
import { cutText } from '../../call/cut-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';
import type { RawSpan } from '../../call/span.ts';
import type { Attributes, OtlpEvent, OtlpSpan } from '../wire/model.ts';
import { isContentName } from './content/extractors.ts';
import { isMessageEvent } from './content/message-events.ts';
import { EXCEPTION_EVENTS } from './failures.ts';
import { isFieldName, isPersonName } from './find-fields.ts';
import { isParameterValue, parameterName } from './parameters.ts';
import { remembered } from './remembered.ts';
import { toEpochMs } from './times.ts';
import { asObject } from './values.ts';

/** Longest single value, in characters of its JSON. */
const MAX_VALUE = 8_192;
/** All values of one span together. */
const MAX_TOTAL = 65_536;
/** OpenTelemetry's own limit on attributes is 128; flattened dialects lift it. */
const MAX_NAMES = 256;
/** Events that are kept; streams send one for each token. */
const MAX_EVENTS_KEPT = 32;

/**
 * Never kept: vectors, stack traces (paths, sometimes values), what describes the process, and what the client's own exporter
 * adds for its backend.
 */
const NEVER =
  /\.vector$|stacktrace|^(?:process|thread|code|telemetry|os|host)\.|^ai\.embeddings?$|^logfire\.json_schema$|^langfuse\.internal\.|^gen_ai\.event\.(?:start|end)_time$/;

/** Fields whose names mean more than the record keeps of them. */
const KEPT_ALL_THE_SAME =
  /^(?:metadata|langfuse\.(?:trace|observation)\.metadata(?:\..*)?|http\.response\.status_code|http\.status_code)$/;

/** Names of people within a bag: the record keeps them as pseudonyms, and nothing may keep them otherwise. */
const PERSON = /^(?:user|user_?id|enduser|end_user_id|langfuse_user_id|user_api_key_(?:end_)?user_id)$/i;

type Truncated = NonNullable<RawSpan['truncated']>;

export interface Metadata {
  readonly metadata?: JsonObject;
  readonly truncated: Truncated;
}

/**
 * What is left of a span's attributes and events. `isGeneric` keeps even what fields were read from: of a dialect that nobody
 * knows, a name that looks like ours may mean something else.
 */
export const metadataOf = (
  span: OtlpSpan,
  { isGeneric, hasContent }: { readonly isGeneric: boolean; readonly hasContent: boolean },
): Metadata => {
  const keeper = new Keeper();
  for (const name in span.attributes) {
    const place = placeOf(name);
    const value = span.attributes[name] ?? null;
    if (place === 'nowhere' || (place === 'payload' && hasContent)) continue;
    if (!isGeneric && (place === 'field' || (place === 'parameters' && isParameterValue(value)))) continue;
    keeper.keep(name, withoutPerson(value));
  }
  const events = span.events.filter(({ name }) => !isMessageEvent(name) && !EXCEPTION_EVENTS.has(name));
  if (events.length > 0) keeper.keep('events', events.slice(0, MAX_EVENTS_KEPT).map(eventOf));
  if (events.length > MAX_EVENTS_KEPT) keeper.cut('events', events.length);
  if (span.links.length > 0) {
    keeper.keep(
      'links',
      span.links.slice(0, MAX_EVENTS_KEPT).map(({ traceId, spanId }) => ({ trace_id: traceId, span_id: spanId })),
    );
  }
  // The client's SDK cut before us: messages may be missing, and how large they were nobody knows.
  if (span.droppedAttributes > 0) keeper.keep('dropped_attributes', span.droppedAttributes);
  return keeper.result();
};

/** What is left of a bare set of attributes, as of a log record. */
export const metadataOfAttributes = (attributes: Attributes): Metadata => {
  const keeper = new Keeper();
  for (const name in attributes) {
    if (placeOf(name) !== 'metadata') continue;
    keeper.keep(name, withoutPerson(attributes[name] ?? null));
  }
  return keeper.result();
};

/** Where an attribute's value has its place. */
const placeOf = remembered((name: string): 'nowhere' | 'payload' | 'field' | 'parameters' | 'metadata' => {
  if (NEVER.test(name) || isPersonName(name)) return 'nowhere';
  if (isContentName(name)) return 'payload';
  if (parameterName(name) !== undefined) return 'parameters';
  return isFieldName(name) && !KEPT_ALL_THE_SAME.test(name) ? 'field' : 'metadata';
});

/** A bag without the names of people that it may hold; other values as they are. */
export const withoutPerson = (value: Json): Json => {
  const bag = typeof value === 'string' ? asObject(value) : value;
  if (!isJsonObject(bag) || !Object.keys(bag).some((name) => PERSON.test(name))) return value;
  return Object.fromEntries(Object.entries(bag).filter(([name]) => !PERSON.test(name)));
};

const eventOf = ({ name, time, attributes }: OtlpEvent): Json => ({
  name,
  at: toEpochMs(time),
  ...(Object.keys(attributes).length === 0 ? {} : { attributes: { ...attributes } }),
});

/** Takes values in until the limits, and notes what it had to cut. */
class Keeper {
  readonly #kept: [name: string, value: Json][] = [];
  readonly #truncated: { path: string; originalBytes: number }[] = [];
  #left = MAX_TOTAL;

  keep(name: string, value: Json): void {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const room = Math.min(MAX_VALUE, this.#left);
    const isFull = this.#kept.length >= MAX_NAMES || room <= 0;
    if (isFull || text.length > room) this.cut(name, Buffer.byteLength(text));
    if (isFull) return;
    this.#kept.push([name, text.length > room ? cutText(text, room) : plain(value)]);
    this.#left -= Math.min(text.length, room) + name.length;
  }

  cut(name: string, originalBytes: number): void {
    if (this.#truncated.length < MAX_NAMES) this.#truncated.push({ path: `metadata.${name}`, originalBytes });
  }

  result(): Metadata {
    return {
      ...(this.#kept.length === 0 ? {} : { metadata: Object.fromEntries(this.#kept) }),
      truncated: this.#truncated,
    };
  }
}

/** Attributes have no prototype, which others need not know. */
const plain = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(plain);
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
    : value;
};
