/**
 * A fragment as a row of the table, and back. Attributes have short names, which are paid for with each row:
 * `v` the format's version, `r` when the request was received, `s` the facts of its calls, which the by-time index repeats,
 * `b` what the facts don't say of its spans, `t` the prose of its documents.
 */
import type { CallFacts } from '../../domain/call/facts.ts';
import { type ProjectId, parseProjectId, type TraceId } from '../../domain/call/ids.ts';
import type { RedactedJson } from '../../domain/call/redacted.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import { timeEntryOf } from '../../domain/fragment/find.ts';
import type { Fragment, PackFrame, StoredSpan } from '../../domain/fragment/fragment.ts';
import { packKey } from '../s3/packs.ts';
import { decodeFacts, encodeFacts } from './codecs/facts.ts';
import { liftTexts, packTexts, placeTexts, unpackTexts } from './codecs/lifted-texts.ts';
import { packSaid, unpackText } from './codecs/packed-text.ts';
import { describeSpans, readSpans } from './codecs/spans.ts';
import { itemBytes, WRITE_UNIT_BYTES } from './item-bytes.ts';
import {
  dayOf,
  fragmentKeyOf,
  fragmentSk,
  heldSk,
  indexedAt,
  otherG1pk,
  shardOf,
  timeG1pk,
  timeG1sk,
  tracePk,
} from './keys.ts';
import { type Item, ttl } from './table.ts';

/**
 * Version of the format that is written. Rows of the first one, which had whole spans in `b`, are read as long as any are left, and those
 * of the second, whose key of the index was longer, and whose texts stood in whole frames; a reader refuses a version that it does not
 * know rather than guess.
 */
const VERSION = 3;

/** The row of a fragment. */
export const toItem = (project: ProjectId, fragment: Fragment, expiresAt: EpochMs): Item => {
  const { traceId, key, spans } = fragment;
  const entry = timeEntryOf(fragment);
  const at = entry?.at ?? Math.max(...spans.map(({ start }) => start));
  const g1pk = entry === undefined ? otherG1pk : timeG1pk;
  const row = {
    ...rowOf(project, fragment, fragmentSk(key), expiresAt),
    g1pk: { S: g1pk(project, dayOf(at), shardOf(traceId)) },
    g1sk: { S: timeG1sk(at, traceId) },
    ...(entry === undefined ? {} : { s: encodeFacts(entry.facts, at) }),
  };
  return withBody(row, project, fragment, entry?.facts);
};

/** The row of what sampling left out of a fragment: in no index, so only who looks for it in its trace finds it. */
export const toHeldItem = (project: ProjectId, fragment: Fragment, expiresAt: EpochMs): Item =>
  withBody(rowOf(project, fragment, heldSk(fragment.key), expiresAt), project, fragment);

const rowOf = (project: ProjectId, { traceId, receivedAt }: Fragment, sk: string, expiresAt: EpochMs): Item => ({
  pk: { S: tracePk(project, traceId) },
  sk: { S: sk },
  v: { N: String(VERSION) },
  r: { N: String(receivedAt) },
  ttl: ttl(expiresAt),
});

/** A frame as rows keep it: without its pack's key where that is made from the row's own request. */
type KeptFrame = readonly [offset: number, length: number, key?: string];

/** The row with what its keys and facts don't say of the spans. */
const withBody = (row: Item, project: ProjectId, fragment: Fragment, facts?: readonly CallFacts[]): Item => {
  const places = { documents: [] as RedactedJson[], frames: [] as PackFrame[] };
  const described = describeSpans(fragment.spans, facts, places);
  const ownKey = ownPackKey(project, fragment);
  const frames = places.frames.map(
    ({ key, offset, length }): KeptFrame => (key === ownKey ? [offset, length] : [offset, length, key]),
  );
  const { structure, texts } = liftTexts(places.documents);
  const lines = [JSON.stringify(described)];
  if (frames.length > 0 || places.documents.length > 0) lines.push(JSON.stringify(frames));
  if (places.documents.length > 0) lines.push(structure);
  const whole = { ...row, b: { B: packSaid(lines.join('\n'), 'spans') } };
  if (texts.length === 0) return whole;
  const besides = itemBytes(whole) + 't'.length;
  return { ...whole, t: { B: packTexts(texts, (bytes) => (besides + bytes) % WRITE_UNIT_BYTES) } };
};

/** The key of the pack that a fragment's request wrote, where it wrote one. */
const ownPackKey = (project: ProjectId, { key, receivedAt }: Pick<Fragment, 'key' | 'receivedAt'>): string =>
  packKey(project, receivedAt, key.split('.')[0] ?? '');

/** The fragment of a row. */
export const fromItem = (traceId: TraceId, item: Item): Fragment => {
  const head = { traceId, key: fragmentKeyOf(item), receivedAt: Number(item['r']?.N) };
  const version = Number(item['v']?.N);
  const body = item['b']?.B as Uint8Array;
  if (version === 1) return { ...head, spans: JSON.parse(unpackText(body)) as readonly StoredSpan[] };
  if (version !== 2 && version !== VERSION) {
    throw new Error(
      `a fragment has format ${version}, this version reads 1 to ${VERSION}; deploy the version that wrote it`,
    );
  }
  const [described = '[]', frames = '[]', structure = '[]'] = unpackText(body).split('\n');
  const documents = placeTexts({ structure, texts: item['t']?.B === undefined ? [] : unpackTexts(item['t'].B) });
  const project = parseProjectId((item['pk']?.S ?? '').split('#')[0] ?? '') as ProjectId;
  const places = {
    documents: documents as RedactedJson[],
    frames: (JSON.parse(frames) as readonly KeptFrame[]).map(
      ([offset, length, key = ownPackKey(project, head)]): PackFrame => ({ key, offset, length }),
    ),
  };
  const facts = decodeFacts(item['s'], { traceId, at: indexedAt(item) });
  return { ...head, spans: readSpans(JSON.parse(described), facts, { ...places, traceId }) };
};
