/**
 * Keeps one request: payloads first, then fragments and what finds them, and last the row that says the request was seen. A
 * crash anywhere leaves a request that can simply be sent again.
 */
import type { ProjectId } from '../../domain/call/ids.ts';
import { isInteraction } from '../../domain/call/span.ts';
import { type EpochMs, HOUR_MS } from '../../domain/call/units.ts';
import { concernsOthers } from '../../domain/fragment/find.ts';
import {
  type Fragment,
  PAYLOAD_FIELDS,
  type PackFrame,
  type PayloadField,
  type PayloadSlot,
  type StoredSpan,
} from '../../domain/fragment/fragment.ts';
import { digestOf, seal } from '../../domain/fragment/merge.ts';
import { unregisteredPostings } from '../../domain/fragment/register.ts';
import type { Keeping } from '../../pipelines/ports/calls.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { heldPackKey, type Packs, pack, packKey, type SealedDocument, type SealedFrame } from '../s3/packs.ts';
import { toHeldItem, toItem } from './fragment-item.ts';
import { feedbackItem } from './judgement-items.ts';
import { fragmentSk, type Key, postingPk, postingSk, receiptKey, tracePk } from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import { type Item, type Table, ttl } from './table.ts';

/**
 * Compressed bytes up to which a request's payloads ride inside its rows: one S3 PUT ($5.00 a million) costs as much as eight
 * 1 KB writes ($0.625 a million each).
 */
const INLINE_BYTES = 8 * 1024;

/** Documents of this size hardly ever compress to INLINE_BYTES (chats shrink to a third), so we don't try. */
const SURELY_PACKED_CHARACTERS = 4 * INLINE_BYTES;

/** Largest body and facts of one row together: an item may have 400 KB with its keys. A larger fragment is split by spans. */
const MAX_ROW_BYTES = 300 * 1024;

/** A request is remembered this long: the retries of exporters end within minutes, those of queues within a day or two. */
const RECEIPT_MS = 48 * HOUR_MS;

/** Keeps requests in one table and one bucket. */
export const createKeep =
  (table: Table, packs: Packs) =>
  async (request: Keeping, waiting: Waiting): Promise<{ readonly duplicate: boolean }> => {
    const { project, expiresAt } = request;
    const side: readonly Item[] = [
      ...findingRows(request),
      ...request.feedback.map((one) => feedbackItem(project, one, expiresAt)),
      ...(await heldRows(request, packs, waiting)),
    ];
    // Looked up first, although the last write is conditional anyway: a call without a time of its own starts when it arrives, so the
    // rows of a retry would replace those of the first request with later times. A single row is written on condition that it is new.
    const isOneWrite = request.fragments.length === 1 && side.length === 0;
    if (!isOneWrite && (await table.get(proofKey(request), waiting)) !== undefined) return { duplicate: true };

    const rows = inlined(request, toItem) ?? (await packed(request, packs, waiting));
    const [only] = rows;
    if (only !== undefined && rows.length === 1) {
      await table.putAll(side, waiting);
      return { duplicate: !(await table.put(only, waiting, { keepsOld: true })).isNew };
    }
    await table.putAll([...rows, ...side], waiting);
    const { pk, sk } = receiptKey(project, request.digest);
    const receipt = { pk: { S: pk }, sk: { S: sk }, ttl: ttl(request.receivedAt + RECEIPT_MS) };
    return { duplicate: !(await table.put(receipt, waiting, { keepsOld: true })).isNew };
  };

/**
 * The row that proves a request was seen, and is written last: its receipt, or its only fragment, whose key is made from the
 * request's digest and so says the same.
 */
const proofKey = ({ project, digest, fragments }: Keeping): Key => {
  const [only] = fragments;
  return only !== undefined && fragments.length === 1
    ? { pk: tracePk(project, only.traceId), sk: fragmentSk(only.key) }
    : receiptKey(project, digest);
};

/** Makes the row of a fragment. */
type MakeRow = typeof toItem;

/** The rows with their payloads inside, where they are small enough together. */
const inlined = ({ project, fragments, expiresAt }: Keeping, makeRow: MakeRow): readonly Item[] | undefined => {
  const characters = fragments.reduce((sum, { spans }) => sum + roughSize(spans), 0);
  if (characters > SURELY_PACKED_CHARACTERS) return undefined;
  const rows: Item[] = [];
  let bytes = 0;
  for (const fragment of fragments) {
    const row = makeRow(project, fragment, expiresAt);
    bytes += bodyBytes(row);
    if (bytes > INLINE_BYTES) return undefined;
    rows.push(row);
  }
  return rows;
};

/** Characters of the texts of some spans; numbers and structure are small beside them. */
const roughSize = (spans: readonly StoredSpan[]): number =>
  spans.reduce((sum, span) => sum + (span.inputLength ?? 0) + (span.outputLength ?? 0), 0);

/** The rows with their payloads in one object, which is written first: a row never points at nothing. */
const packed = async (
  request: Keeping,
  packs: Packs,
  waiting: Waiting,
  { keyOf, makeRow }: { readonly keyOf: typeof packKey; readonly makeRow: MakeRow } = {
    keyOf: packKey,
    makeRow: toItem,
  },
): Promise<readonly Item[]> => {
  const { project, fragments, digest, receivedAt, expiresAt } = request;
  const key = keyOf(project, receivedAt, digest);
  const frames = fragments.map(({ spans }) => spans.map(sealedDocuments));
  const { body, at } = pack(key, frames);
  await packs.put(key, body, waiting);
  return fragments.flatMap((fragment, index) => {
    const spans = pointTo(fragment.spans, frames[index] as SealedFrame, at[index] as PackFrame);
    return splitToFit(project, { ...fragment, spans }, expiresAt, makeRow);
  });
};

/** Rows of what sampling left out, which end soon. */
const heldRows = async (request: Keeping, packs: Packs, waiting: Waiting): Promise<readonly Item[]> => {
  if (request.held === undefined || request.held.fragments.length === 0) return [];
  const held = { ...request, fragments: request.held.fragments, expiresAt: request.held.until };
  const ways = { keyOf: heldPackKey, makeRow: toHeldItem };
  return inlined(held, toHeldItem) ?? (await packed(held, packs, waiting, ways));
};

const splitToFit = (project: ProjectId, fragment: Fragment, expiresAt: EpochMs, makeRow: MakeRow): readonly Item[] => {
  const item = makeRow(project, fragment, expiresAt);
  if (bodyBytes(item) + (item['s']?.B?.length ?? 0) <= MAX_ROW_BYTES || fragment.spans.length === 1) return [item];
  const half = Math.ceil(fragment.spans.length / 2);
  return [
    { key: `${fragment.key}a`, spans: fragment.spans.slice(0, half) },
    { key: `${fragment.key}b`, spans: fragment.spans.slice(half) },
  ].flatMap((part) => splitToFit(project, { ...fragment, ...part }, expiresAt, makeRow));
};

/**
 * The row of a fragment that is rewritten: documents ride inside where they are small together, else they go into a pack of their
 * own, whose key no other fragment has. Documents that stand in a pack already stay there. `kept` are the frames it points into.
 */
export const packSpans = async (
  packs: Packs,
  {
    project,
    fragment,
    expiresAt,
  }: { readonly project: ProjectId; readonly fragment: Fragment; readonly expiresAt: EpochMs },
  waiting: Waiting,
): Promise<{ readonly item: Item; readonly kept: readonly PackFrame[] }> => {
  const { spans, traceId, key, receivedAt } = fragment;
  const inside = toItem(project, fragment, expiresAt);
  const frame = spans.map(sealedDocuments);
  const isPacked = bodyBytes(inside) > INLINE_BYTES && frame.some((documents) => documents.length > 0);
  const standing = spans.flatMap(({ payload }) =>
    Object.values(payload ?? {}).flatMap((slot) => ('pack' in slot ? [slot.pack] : [])),
  );
  if (!isPacked) return { item: inside, kept: standing };
  const digests = frame.map((documents) => documents.map(({ field, digest }) => [field, digest]));
  const own = pack(packKey(project, receivedAt, digestOf([traceId, key, digests])), [frame]);
  const place = own.at[0] as PackFrame;
  await packs.put(place.key, own.body, waiting);
  const pointing = pointTo(spans, frame, place);
  return { item: toItem(project, { ...fragment, spans: pointing }, expiresAt), kept: [...standing, place] };
};

/** Bytes of a row's spans and documents. */
const bodyBytes = ({ b, t }: Item): number => (b?.B?.length ?? 0) + (t?.B?.length ?? 0);

/** The documents of a span that stand in its row. */
const sealedDocuments = ({ payload }: StoredSpan): readonly SealedDocument[] => {
  const documents: SealedDocument[] = [];
  for (const field of PAYLOAD_FIELDS) {
    const slot = payload?.[field];
    if (slot !== undefined && 'value' in slot) documents.push({ field, ...seal(slot.value) });
  }
  return documents;
};

/** The spans of a fragment, which point into its frame where documents stood in the row. */
const pointTo = (spans: readonly StoredSpan[], frame: SealedFrame, pack: PackFrame): readonly StoredSpan[] =>
  spans.map((span, number) => {
    if (span.payload === undefined) return span;
    const slots: { [Field in PayloadField]?: PayloadSlot } = { ...span.payload };
    for (const { field, digest, utf8 } of frame[number] ?? []) {
      slots[field] = { pack, span: number, digest, bytes: utf8.length };
    }
    return { ...span, payload: slots };
  });

/** Most hours that a piece of a trace is taken to touch: agents run for a day, and a wrong clock for a century. */
const MAX_TOUCHED_HOURS = 48;

/**
 * An instant in each hour whose roll-up a fragment may change. These are the hours of its calls; and where it is a piece of a trace, all
 * hours from its first start to its last end, as calls of other requests in them may inherit from it.
 */
const touchedInstants = (fragment: Fragment): readonly EpochMs[] => {
  const { spans, whole } = fragment;
  const starts = spans.filter(isInteraction).map(({ start }) => start);
  const mayChangeOthers = starts.length > 0 ? whole === undefined : concernsOthers({ spans, whole });
  if (!mayChangeOthers) return starts;
  const first = spans.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const last = spans.reduce((most, { start, end }) => Math.max(most, end ?? start), first);
  const hours = Math.min(MAX_TOUCHED_HOURS, Math.floor((last - first) / HOUR_MS) + 1);
  return [...starts, ...Array.from({ length: hours }, (_, hour) => first + hour * HOUR_MS), last];
};

/** Rows that find the request's traces by the ids that no register will hold, and mark hours that were summed up without it. */
const findingRows = ({
  project,
  fragments,
  receivedAt,
  expiresAt,
  digest,
  feedback,
  touches = [],
}: Keeping): readonly Item[] => {
  const instants = [...fragments.flatMap(touchedInstants), ...touches, ...feedback.map(({ at }) => at)];
  return [
    ...fragments.flatMap((fragment) =>
      unregisteredPostings(fragment, receivedAt).map(({ kind, value, at }) => ({
        pk: { S: postingPk(project, kind, value) },
        sk: { S: postingSk(at, fragment.traceId) },
        ttl: ttl(expiresAt),
      })),
    ),
    ...lateHourItems(project, instants, { receivedAt, expiresAt, mark: digest }),
  ];
};
