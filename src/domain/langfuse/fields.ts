/** Reads the fields of Langfuse's bodies: texts, documents, and a client's bag of metadata with the ids in it. */
import { dropAbsent } from '../call/facts.ts';
import { isJsonObject, type Json, type JsonObject } from '../call/json.ts';
import type { RawSpan } from '../call/span.ts';
import { DAY_MS, type EpochMs } from '../call/units.ts';
import { idInBag } from '../otlp/dialects/labels.ts';
import { withoutPerson } from '../otlp/dialects/metadata.ts';
import { asId, asText, asTexts } from '../otlp/dialects/values.ts';

export const textOf = (body: JsonObject, name: string): string | undefined => asText(body[name] ?? null);
export const idOf = (body: JsonObject, name: string): string | undefined => asId(body[name] ?? null);

/** Who and where: what the body says, and what its metadata does. */
export const labelsOf = (body: JsonObject) => {
  const bag = isJsonObject(body['metadata']) ? body['metadata'] : undefined;
  return dropAbsent({
    sessionId: idOf(body, 'sessionId') ?? idInBag(bag, 'session'),
    userId: idOf(body, 'userId') ?? idInBag(bag, 'user'),
    correlationId: idInBag(bag, 'correlation'),
    environment: textOf(body, 'environment'),
    release: textOf(body, 'release') ?? textOf(body, 'version'),
    feature: idInBag(bag, 'feature'),
    tags: asTexts(body['tags'] ?? null),
  });
};

/** Everything that no field of the record has a place for, with nobody's id in it. */
export const metadataOf = (body: JsonObject, kept: readonly string[]): Json | undefined => {
  const stated = body['metadata'];
  const extra = Object.fromEntries(
    kept.flatMap((name) => {
      const value = body[name] ?? null;
      return value === null || value === '' ? [] : [[snake(name), value] as const];
    }),
  );
  const metadata = isJsonObject(stated)
    ? { ...(withoutPerson(stated) as JsonObject), ...extra }
    : dropAbsent({ ...extra, metadata: stated ?? undefined });
  return Object.keys(metadata).length === 0 ? undefined : (metadata as JsonObject);
};

/**
 * When a body's metadata was said, where it is made of its other fields alone: before any that a client states. Else an update with a
 * level would take the place of the metadata that its create brought.
 */
export const metadataTimes = (body: JsonObject, metadata: Json | undefined, at: EpochMs): RawSpan['fieldTimes'] =>
  metadata === undefined || (body['metadata'] ?? null) !== null ? undefined : { 'payload/metadata': at - AGES_MS };

/** A thousand years: before every event, and still in the order of events. */
const AGES_MS = 1000 * 365 * DAY_MS;

const snake = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();

/** Documents that are there. */
export const payloadOf = (payload: RawSpan['payload'] | undefined): RawSpan['payload'] | undefined =>
  payload === undefined || Object.values(payload).every((document) => document === undefined)
    ? undefined
    : dropAbsent(payload);
