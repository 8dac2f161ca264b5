/** Reads what was kept: a trace with everything that belongs to it, and rows by time or by an id that people know. */
import type { ProjectId, SpanId, TraceId } from '../../domain/call/ids.ts';
import type { RedactedJson } from '../../domain/call/redacted.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import type { PackFrame, PayloadField, PayloadSlot, StoredSpan } from '../../domain/fragment/fragment.ts';
import type { CallStore, TimeRow } from '../../pipelines/ports/calls.ts';
import type { KeptAssessment, KeptOutcome } from '../../pipelines/ports/judgements.ts';
import type { Clock, TimeRange, Waiting } from '../../pipelines/ports/time.ts';
import type { Frame, Packs } from '../s3/packs.ts';
import { decodeFacts } from './codecs/facts.ts';
import { fromItem } from './fragment-item.ts';
import { inOrder, type PlacedItem } from './in-order.ts';
import { feedbackOfItem, judgementOfItem } from './judgement-items.ts';
import {
  dayOf,
  daysBackwards,
  fragmentKeyOf,
  indexedAt,
  positionOf,
  SHARDS,
  shardOfRow,
  timeG1pk,
  tracePk,
} from './keys.ts';
import type { Table } from './table.ts';

/** Sorts after every sort key that starts with a time, and after none that starts with a later one. */
const AFTER = '\uffff';

/** Rows a shard gives in its first answer: a page of 50 newest calls needs about 13 of each of four shards. */
const FIRST_ROWS = 40;

/** Rows that have expired count as gone: DynamoDB takes up to days to delete them, and their payloads may be gone before. */
export const createReadTrace =
  (table: Table, clock: Clock): CallStore['readTrace'] =>
  async (project, traceId, waiting) => {
    const pk = tracePk(project, traceId);
    const records = { fragments: [], feedback: [], assessments: [], outcomes: [] } as {
      fragments: ReturnType<typeof fromItem>[];
      feedback: ReturnType<typeof feedbackOfItem>[];
      assessments: KeptAssessment[];
      outcomes: KeptOutcome[];
    };
    for await (const item of table.query({ pk, from: 'A', to: AFTER, consistent: true }, waiting)) {
      if (Number(item['ttl']?.N) * 1000 < clock()) continue;
      const kind = item['sk']?.S?.[0];
      if (kind === 'F') records.fragments.push(fromItem(traceId, item));
      else if (kind === 'B') records.feedback.push(feedbackOfItem(item));
      else if (kind === 'A') records.assessments.push(judgementOfItem(item));
      else if (kind === 'O') records.outcomes.push(judgementOfItem(item));
    }
    return records;
  };

/** The facts ride in the rows, so nothing is decompressed. */
export const createKnownStarts =
  (table: Table): CallStore['knownStarts'] =>
  async (project, traceId, waiting, atMost = Number.POSITIVE_INFINITY) => {
    const starts = new Map<SpanId, EpochMs>();
    const page = {
      pk: tracePk(project, traceId),
      from: 'F',
      to: 'G',
      consistent: true,
      ...(Number.isFinite(atMost) ? { limit: atMost } : {}),
    };
    let rows = 0;
    for await (const item of table.query(page, waiting)) {
      for (const { spanId, start } of decodeFacts(item['s'], { traceId, at: indexedAt(item) })) {
        starts.set(spanId, Math.min(start, starts.get(spanId) ?? start));
      }
      rows += 1;
      if (rows >= atMost) break;
    }
    return starts;
  };

/** What sampling left out of a trace and is still held. */
export const createReadHeld =
  (table: Table, packs: Packs, clock: Clock): CallStore['readHeld'] =>
  async (project, traceId, waiting) => {
    const spans: StoredSpan[] = [];
    const page = { pk: tracePk(project, traceId), from: 'H#', to: 'H$', consistent: true };
    for await (const item of table.query(page, waiting)) {
      if (Number(item['ttl']?.N) * 1000 < clock()) continue;
      spans.push(...fromItem(traceId, item).spans);
    }
    return createReadPayloads(packs)(spans, waiting);
  };

export const createReadPayloads =
  (packs: Packs): CallStore['readPayloads'] =>
  async (spans, waiting) => {
    const frames = new Map<string, Promise<Frame | undefined>>();
    const frameOf = (frame: PackFrame): Promise<Frame | undefined> => {
      const id = `${frame.key}@${frame.offset}`;
      const reading = frames.get(id) ?? packs.get(frame, waiting);
      frames.set(id, reading);
      return reading;
    };
    return Promise.all(spans.map((span) => inPlace(span, frameOf)));
  };

const inPlace = async (
  span: StoredSpan,
  frameOf: (frame: PackFrame) => Promise<Frame | undefined>,
): Promise<StoredSpan> => {
  const { payload, parts } = span;
  if (payload === undefined && parts === undefined) return span;
  let isMissing = false;
  const fetched = async (field: PayloadField, slot: PayloadSlot): Promise<readonly PayloadSlot[]> => {
    if ('value' in slot) return [slot];
    const frame = await frameOf(slot.pack);
    const document = frame?.[slot.span]?.[field];
    if (document !== undefined) return [{ value: document as RedactedJson }];
    isMissing = true;
    return [];
  };
  const slots: Record<string, PayloadSlot> = {};
  for (const [field, slot] of Object.entries(payload ?? {})) {
    const [found] = await fetched(field as PayloadField, slot);
    if (found !== undefined) slots[field] = found;
  }
  const lists = await Promise.all((parts ?? []).map((slot) => fetched('parts', slot)));
  return {
    ...span,
    ...(payload === undefined ? {} : { payload: slots }),
    ...(parts === undefined ? {} : { parts: lists.flat() }),
    ...(isMissing ? { payloadMissing: true } : {}),
  };
};

/** Rows of the by-time index, newest first: the shards of a day are merged, and the days follow each other. */
export const createRowsByTime = (table: Table): CallStore['rowsByTime'] =>
  async function* (project, within, position, waiting) {
    const to = position ?? toIso(within.to);
    const newest = position === undefined ? within.to : Date.parse(position.slice(0, 24));
    const stretch = { from: within.from, to: newest };
    for await (const row of readShards(table, project, ALL_SHARDS, stretch, to, waiting)) {
      if (row.position < to) yield row;
    }
  };

/** A shard is a slice: all rows of a trace are in the same one. */
export const createSlicesByTime = (table: Table): CallStore['slicesByTime'] =>
  function* (project, within, waiting) {
    for (const shard of ALL_SHARDS) yield readShards(table, project, [shard], within, toIso(within.to), waiting);
  };

/** The rows of one whole millisecond in one slice, in any order: mostly one, many where clients know no finer times than seconds. */
export const createRowsAt = (table: Table) =>
  async function* (
    project: ProjectId,
    { at, slice }: { readonly at: EpochMs; readonly slice: number },
    waiting: Waiting,
  ): AsyncGenerator<TimeRow> {
    const from = toIso(at);
    const page = { pk: timeG1pk(project, dayOf(at), slice), from, to: `${from}${AFTER}`, index: true };
    for await (const item of table.query(page, waiting)) yield timeRow({ item, position: positionOf(item) });
  };

const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

const readShards = async function* (
  table: Table,
  project: ProjectId,
  shards: readonly number[],
  within: TimeRange,
  to: string,
  waiting: Waiting,
): AsyncGenerator<TimeRow> {
  const from = toIso(within.from);
  if (to < from) return;
  for (const day of daysBackwards(within.from, within.to)) {
    const pages = shards.map((shard) =>
      inOrder(
        table.pages(
          {
            pk: timeG1pk(project, day, shard),
            from,
            to,
            newestFirst: true,
            index: true,
            limit: FIRST_ROWS,
            grows: true,
          },
          waiting,
        ),
        { newestFirst: true },
      ),
    );
    for await (const placed of mergeNewestFirst(pages)) yield timeRow(placed);
  }
};

/** Facts are unpacked when they are asked for: an hour of rows waits packed, in a quarter of the memory. */
const timeRow = ({ item, position }: PlacedItem): TimeRow => {
  const traceId = position.slice(25, 57) as TraceId;
  const at = indexedAt(item);
  const packed = item['s'];
  return {
    at,
    position,
    slice: shardOfRow(item),
    traceId,
    request: fragmentKeyOf(item).split('.')[0] as string,
    get facts() {
      return decodeFacts(packed, { traceId, at });
    },
  };
};

/** Merges descending sequences into one; all their first pages are fetched at once. */
const mergeNewestFirst = async function* (
  sources: readonly AsyncGenerator<readonly PlacedItem[]>[],
): AsyncGenerator<PlacedItem> {
  const heads = (await Promise.all(sources.map(headOf))).filter((head) => head !== undefined);
  while (heads.length > 0) {
    let newest = heads[0] as Head;
    for (const head of heads) if (head.next.position > newest.next.position) newest = head;
    yield newest.next;
    newest.at += 1;
    const following = newest.page[newest.at];
    if (following !== undefined) {
      newest.next = following;
      continue;
    }
    const next = await headOf(newest.source);
    heads.splice(heads.indexOf(newest), 1, ...(next === undefined ? [] : [next]));
  }
};

/** Where one sequence stands. */
interface Head {
  readonly source: AsyncGenerator<readonly PlacedItem[]>;
  readonly page: readonly PlacedItem[];
  at: number;
  next: PlacedItem;
}

/** The start of a sequence's next page that has any rows. */
const headOf = async (source: AsyncGenerator<readonly PlacedItem[]>): Promise<Head | undefined> => {
  for (let next = await source.next(); !next.done; next = await source.next()) {
    const [first] = next.value;
    if (first !== undefined) return { source, page: next.value, at: 0, next: first };
  }
  return undefined;
};
