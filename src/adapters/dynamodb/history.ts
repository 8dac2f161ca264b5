/** What was stored, read and rewritten for jobs: day by day over the by-time index, row by row on the condition that nothing changed. */
import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import { type EpochMs, toIso } from '../../domain/call/units.ts';
import { type Posting, postingsOf } from '../../domain/fragment/find.ts';
import type { Fragment } from '../../domain/fragment/fragment.ts';
import { frameId, framesOf } from '../../domain/fragment/frames.ts';
import { lostToRegisters } from '../../domain/fragment/register.ts';
import type {
  FoundBy,
  HistoricFragment,
  HistoricRow,
  HistoricThing,
  HistoryStore,
} from '../../pipelines/ports/history.ts';
import type { KeptJudgement } from '../../pipelines/ports/judgements.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import { createPacks } from '../s3/packs.ts';
import { createWipeFrames } from '../s3/wipe-frames.ts';
import { historicOf } from './historic-item.ts';
import { inOrder } from './in-order.ts';
import { judgementOfItem, judgementRows } from './judgement-items.ts';
import { packSpans } from './keep.ts';
import {
  daysBackwards,
  feedbackClaimKey,
  fragmentKeyOf,
  fragmentSk,
  heldSk,
  historyLanes,
  holdsFragments,
  isFragment,
  leastKeyBehind,
  postingPk,
  postingSk,
  tracePk,
} from './keys.ts';
import { lateHourItems } from './late-hours.ts';
import { createPutIf } from './put-if.ts';
import { createTable, type Item, type Table, ttl } from './table.ts';

/** Rows of one page: what a step that dies does again at most. */
const PAGE_ROWS = 25;

export interface HistoryParts {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly s3: S3Client;
  readonly bucket: string;
}

export const createHistoryStore = ({ dynamodb, tableName, s3, bucket }: HistoryParts): HistoryStore => {
  const table = createTable(dynamodb, tableName);
  const putIf = createPutIf(dynamodb, tableName);
  const packs = createPacks(s3, bucket, { mayList: true });
  const wipeFrames = createWipeFrames(s3, bucket);

  const deleteRow = async (pk: string, sk: string, { signal }: Waiting): Promise<void> => {
    const command = new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } });
    await calling('DeleteItem', () => dynamodb.send(command, signal ? { abortSignal: signal } : {}));
  };

  const keysOf = (project: ProjectId, { traceId }: Fragment, postings: readonly Posting[]) =>
    new Map(
      postings.map(({ kind, value, at }) => {
        const key = { pk: postingPk(project, kind, value), sk: postingSk(at, traceId) };
        return [`${key.pk}\0${key.sk}`, key] as const;
      }),
    );

  /** Ids that the rewriting changed lead to the trace under their new name, and those that registers do not find any more. */
  const addPostings = async (
    project: ProjectId,
    { before, after, expiresAt }: { readonly before: Fragment; readonly after: Fragment; readonly expiresAt: EpochMs },
    waiting: Waiting,
  ): Promise<void> => {
    const old = keysOf(project, before, postingsOf(before));
    const lost = keysOf(project, after, lostToRegisters(before, after));
    const added = [...keysOf(project, after, postingsOf(after))].filter(([id]) => !old.has(id) || lost.has(id));
    await table.putAll(
      added.map(([, { pk, sk }]) => ({ pk: { S: pk }, sk: { S: sk }, ttl: ttl(expiresAt) })),
      waiting,
    );
  };

  /** Ids that the rewriting took away lead to the trace no more. */
  const deletePostings = async (
    project: ProjectId,
    {
      before,
      after,
      foundBy,
      beside,
    }: {
      readonly before: Fragment;
      readonly after: Fragment;
      readonly foundBy: FoundBy | undefined;
      readonly beside: readonly Fragment[];
    },
    waiting: Waiting,
  ): Promise<void> => {
    const fresh = keysOf(project, after, [after, ...beside].flatMap(postingsOf));
    const spared = foundBy === undefined ? undefined : postingPk(project, foundBy.kind, foundBy.value);
    for (const [id, { pk, sk }] of keysOf(project, before, postingsOf(before))) {
      if (!fresh.has(id) && pk !== spared) await deleteRow(pk, sk, waiting);
    }
  };

  return {
    history: (project, within, position, waiting) => pagesOf(table, project, within, position, waiting),

    readFragments: async (project, { traceId, fragmentKey }, waiting) => {
      const base = fragmentKey.replace(/[ab]+$/, '');
      const page = {
        pk: tracePk(project, traceId),
        from: fragmentSk(base),
        to: fragmentSk(`${base}c`),
        consistent: true,
      };
      const found: HistoricFragment[] = [];
      for await (const item of table.query(page, waiting)) {
        const historic = historicOf(traceId, item);
        // `….1` is the beginning of `….10` too.
        if (/^[ab]*$/.test(historic.fragment.key.slice(base.length))) found.push(historic);
      }
      return found;
    },

    replaceFragment: async (project, before, spans, { jobId, foundBy, beside = [] }, waiting) => {
      const { fragment, expiresAt, formerFrames } = before;
      const after = { ...fragment, spans };
      const { item, kept } = await packSpans(packs, { project, fragment: after, expiresAt }, waiting);
      const standing = new Set(kept.map(frameId));
      const former = [...formerFrames, ...framesOf(fragment.spans)].filter((frame) => !standing.has(frameId(frame)));
      const marks = { w: { S: jobId }, ...(former.length === 0 ? {} : { o: { S: JSON.stringify(former) } }) };
      const condition = before.rewrittenBy === undefined ? 'attribute_not_exists(w) AND r = :r' : 'w = :w AND r = :r';
      const values = {
        ':r': { N: String(fragment.receivedAt) },
        ...(before.rewrittenBy === undefined ? {} : { ':w': { S: before.rewrittenBy } }),
      };
      // New ways first: a trace is found by both names for a moment, and never by none.
      await addPostings(project, { before: fragment, after, expiresAt }, waiting);
      if (!(await putIf({ ...item, ...marks }, condition, values, waiting))) return undefined;
      await deletePostings(project, { before: fragment, after, foundBy, beside }, waiting);
      return former;
    },

    wipeFrames,

    dropHeld: async (project, { traceId, fragmentKey }, waiting) => {
      const base = fragmentKey.replace(/[ab]+$/, '');
      const page = { pk: tracePk(project, traceId), from: heldSk(base), to: heldSk(`${base}c`), consistent: true };
      let dropped = 0;
      for await (const item of table.query(page, waiting)) {
        const { fragment, formerFrames } = historicOf(traceId, item);
        if (!/^[ab]*$/.test(fragment.key.slice(base.length))) continue;
        await wipeFrames([...framesOf(fragment.spans), ...formerFrames], waiting);
        await deleteRow(tracePk(project, traceId), heldSk(fragment.key), waiting);
        dropped += 1;
      }
      return dropped;
    },

    replaceJudgement: async (project, row, { before, after }, waiting) => {
      const held = await table.get(row, waiting);
      const isSame = held?.['s']?.S === JSON.stringify(before);
      if (held === undefined || !isSame) return false;
      const { item: made, claim } = judgementRows(project, after, held);
      const item = { ...held, ...made };
      if (item['pk']?.S === row.pk && item['sk']?.S === row.sk)
        return putIf(item, 's = :before', { ':before': { S: JSON.stringify(before) } }, waiting);
      // The new row first: it is found twice for a moment, and never not at all. What was said under the new ids meanwhile stands.
      if (claim !== undefined) await table.put(claim, waiting);
      await table.put(item, waiting, { keepsOld: true });
      const former = row.sk.startsWith('B#') ? feedbackClaimKey(project, row.sk.slice(2)) : undefined;
      if (former !== undefined && former.pk !== claim?.['pk']?.S) await deleteRow(former.pk, former.sk, waiting);
      await deleteRow(row.pk, row.sk, waiting);
      return true;
    },

    markLate: async (project, instants, { mark, now, expiresAt }, waiting) => {
      await table.putAll(lateHourItems(project, instants, { receivedAt: now, expiresAt, mark }), waiting);
    },
  };
};

/** Days from the earliest on, in each its lanes one after the other. A position is `day|lane|position of the row`. */
const pagesOf = async function* (
  table: Table,
  project: ProjectId,
  within: { readonly from: EpochMs; readonly to: EpochMs },
  position: string | undefined,
  waiting: Waiting,
): ReturnType<HistoryStore['history']> {
  const [from, to] = [toIso(within.from), toIso(within.to)];
  const [startDay = '', startLane = '0', ...startKeys] = position?.split('|') ?? [];
  // A key ends with an id, which may hold what divides a position.
  const startKey = startKeys.join('|');
  for (const day of [...daysBackwards(within.from, within.to - 1)].reverse()) {
    if (day < startDay) continue;
    const lanes = historyLanes(project, day);
    for (let lane = day === startDay ? Number(startLane) : 0; lane < lanes.length; lane++) {
      const after = day === startDay && lane === Number(startLane) ? startKey : '';
      let rows: HistoricRow[] = [];
      if (after >= to) continue;
      const least = holdsFragments(lane) ? leastKeyBehind(after) : after;
      const page = { pk: lanes[lane] as string, from: least > from ? least : from, to, index: true, limit: PAGE_ROWS };
      for await (const placed of inOrder(table.pages(page, waiting), { newestFirst: false })) {
        for (const { item, position: key } of placed) {
          if (key >= to || (isFragment(item) ? key <= after : key === after)) continue;
          const position = `${day}|${lane}|${key}`;
          rows.push({ ...rowOf(item, key), position });
          if (rows.length === PAGE_ROWS) {
            yield { position, rows };
            rows = [];
          }
        }
      }
      if (rows.length > 0) yield { position: `${day}|${lane}|\uffff`, rows };
    }
    // So that a step that is over on a quiet day goes on with the next.
    if (day !== startDay || Number(startLane) < lanes.length) yield { position: `${day}|${lanes.length}|`, rows: [] };
  }
};

const rowOf = (item: Item, key: string): HistoricThing => {
  if (isFragment(item)) {
    return { traceId: key.slice(25, 57) as TraceId, fragmentKey: fragmentKeyOf(item) };
  }
  return { judgement: judgementOfItem<KeptJudgement>(item), row: { pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' } };
};
