/** Erases what was stored of a person, session, trace or call, from table and packs. */
import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ProjectId } from '../../domain/call/ids.ts';
import { inLanes } from '../../domain/call/in-lanes.ts';
import { isInteraction } from '../../domain/call/span.ts';
import { type Posting, postingsOf } from '../../domain/fragment/find.ts';
import type { Fragment, PackFrame, StoredSpan } from '../../domain/fragment/fragment.ts';
import { frameId, framesOf, pointsInto } from '../../domain/fragment/frames.ts';
import { addCounts } from '../../domain/jobs/job.ts';
import type { CallStore } from '../../pipelines/ports/calls.ts';
import type {
  ErasedCounts,
  EraseStore,
  FoundBy,
  HistoricFragment,
  HistoryStore,
} from '../../pipelines/ports/history.ts';
import type { KeptAssessment, KeptFeedback } from '../../pipelines/ports/judgements.ts';
import type { Waiting } from '../../pipelines/ports/time.ts';
import { calling } from '../aws-errors.ts';
import { historicOf } from './historic-item.ts';
import {
  dayOf,
  feedbackClaimKey,
  feedbackG1pk,
  fragmentSk,
  heldSk,
  type Key,
  postingPk,
  postingSk,
  tracePk,
} from './keys.ts';
import { createTable, type Item, ttl } from './table.ts';

export interface EraseParts {
  readonly dynamodb: DynamoDBClient;
  readonly tableName: string;
  readonly history: HistoryStore;
  readonly calls: Pick<CallStore, 'readPayloads'>;
}

/** Sorts after everything that a sort key begins with. */
const AFTER = '\uffff';

export const createEraseStore = ({ dynamodb, tableName, history, calls }: EraseParts): EraseStore => {
  const table = createTable(dynamodb, tableName);

  const deleteRow = async ({ pk, sk }: Key, { signal }: Waiting): Promise<void> => {
    const command = new DeleteItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } } });
    await calling('DeleteItem', () => dynamodb.send(command, signal ? { abortSignal: signal } : {}));
  };

  /** Deletes judgements, and the claims that keep a feedback id to one target. */
  const deleteJudgements = async (project: ProjectId, items: readonly Item[], waiting: Waiting): Promise<void> => {
    await inLanes(items, async (item) => {
      const key = keyOf(item);
      if (key.sk.startsWith('B#')) await deleteRow(feedbackClaimKey(project, key.sk.slice(2)), waiting);
      await deleteRow(key, waiting);
    });
  };

  const rowsOf = async (pk: string, waiting: Waiting): Promise<readonly Item[]> => {
    const rows: Item[] = [];
    for await (const item of table.query({ pk, from: 'A', to: AFTER, consistent: true }, waiting)) rows.push(item);
    return rows;
  };

  /**
   * Ids of calls of closed hours stand in registers, whose entries find nothing afterwards and expire; others have rows of their own. Those
   * that lead to the same instant of what stays of the trace are left.
   */
  const deletePostings = async (
    project: ProjectId,
    { fragment }: HistoricFragment,
    { spared, staying }: { readonly spared: string | undefined; readonly staying: readonly Fragment[] },
    waiting: Waiting,
  ): Promise<void> => {
    const left = new Set(staying.flatMap(postingsOf).map((posting) => idOf(postingKey(project, posting, fragment))));
    for (const posting of postingsOf(fragment)) {
      const key = postingKey(project, posting, fragment);
      if (key.pk !== spared && !left.has(idOf(key))) await deleteRow(key, waiting);
    }
  };

  /**
   * What was said under the ids of erased spans instead of their trace: everything under ids that are a call's own, and under those
   * that others may share what the erased person said, or nobody that is known.
   */
  const judgementsUnderIds = async (
    project: ProjectId,
    spans: readonly StoredSpan[],
    foundBy: FoundBy | undefined,
    waiting: Waiting,
  ): Promise<readonly Item[]> => {
    const user = foundBy?.kind === 'user' ? foundBy.value : undefined;
    const partitions = new Map<string, 'own' | 'shared'>();
    for (const { clientId, responseId, sessionId, correlationId } of spans) {
      if (clientId !== undefined) partitions.set(postingPk(project, 'client', clientId), 'own');
      if (responseId !== undefined) partitions.set(postingPk(project, 'response', responseId), 'own');
      if (user !== undefined && sessionId !== undefined)
        partitions.set(postingPk(project, 'session', sessionId), 'shared');
      if (user !== undefined && correlationId !== undefined)
        partitions.set(postingPk(project, 'correlation', correlationId), 'shared');
    }
    // Whoever asked for this id erases what stands under it once, after all traces.
    if (foundBy !== undefined) partitions.delete(postingPk(project, foundBy.kind, foundBy.value));
    const found: Item[] = [];
    await inLanes([...partitions], async ([pk, whose]) => {
      for (const item of await rowsOf(pk, waiting)) {
        if (isOf('P')(item)) continue;
        const by = (JSON.parse(item['s']?.S ?? '{}') as Partial<KeptFeedback>).user;
        if (whose === 'own' || by === undefined || by === user) found.push(item);
      }
    });
    return found;
  };

  return {
    eraseTrace: async (project, traceId, { only, foundBy, jobId, now, dryRun }, waiting) => {
      const rows = await rowsOf(tracePk(project, traceId), waiting);
      const fragments = rows.filter(isOf('F')).map((item) => historicOf(traceId, item));
      // What sampling left out stands apart for some days, and goes as a whole.
      const held = rows.filter(isOf('H')).map((item) => historicOf(traceId, item));
      const isErased = (span: StoredSpan): boolean =>
        only === undefined || ('spanId' in only ? span.spanId === only.spanId : span.clientId === only.clientId);
      const concerned = fragments.filter(({ fragment }) => fragment.spans.some(isErased));
      const whole = concerned.filter(({ fragment }) => fragment.spans.every(isErased));
      const partial = concerned.filter((one) => !whole.includes(one));
      const gone = concerned.flatMap(({ fragment }) => fragment.spans.filter(isErased));
      const erased = new Set(gone.map(({ spanId }) => spanId));
      if (only !== undefined && 'spanId' in only) erased.add(only.spanId);
      // By the ids of spans, as held ones say no more of their calls than where they are.
      const goneHeld = held.filter(({ fragment }) =>
        fragment.spans.some((span) => only === undefined || erased.has(span.spanId)),
      );
      const judgements = [
        ...rows.filter(
          (item) => !isOf('F')(item) && !isOf('H')(item) && (only === undefined || concerns(item, erased)),
        ),
        ...(await judgementsUnderIds(project, gone, foundBy, waiting)),
      ];
      // A try before this one may have died when rows no longer pointed into frames, and the frames were not wiped yet.
      const rewritten = fragments.filter((one) => one.rewrittenBy === jobId);
      const heldFrames = goneHeld.flatMap(allFramesOf);
      const frames = [...rewritten.flatMap(({ formerFrames }) => formerFrames), ...whole.flatMap(allFramesOf)];
      let counts: ErasedCounts = {
        fragments: whole.length,
        fragments_cut: partial.length,
        held: goneHeld.length,
        judgements: judgements.length,
        frames: frames.length + heldFrames.length,
      };
      if (dryRun) return counts;

      const expiresAt = Math.max(0, ...fragments.map((one) => one.expiresAt));
      // A register led here by rows that go now: a try after this one finds its way by a row that goes last.
      const way =
        foundBy === undefined || fragments.length === 0
          ? undefined
          : { pk: postingPk(project, foundBy.kind, foundBy.value), sk: postingSk(foundBy.at, traceId) };
      const isOurs =
        way !== undefined &&
        (await table.put({ pk: { S: way.pk }, sk: { S: way.sk }, ttl: ttl(expiresAt) }, waiting)).isNew;
      // What is known by the erased calls goes while they are still there to say so: a try after this one may not find them.
      const pk = tracePk(project, traceId);
      if (heldFrames.length > 0) await history.wipeFrames(heldFrames, waiting);
      await inLanes(goneHeld, ({ fragment }) => deleteRow({ pk, sk: heldSk(fragment.key) }, waiting));
      await deleteJudgements(project, judgements, waiting);
      // What stays of the trace moves out of the frames first, also what was only split from the same fragment.
      const touched = [...frames, ...partial.flatMap(({ fragment }) => framesOf(fragment.spans))];
      const staying = fragments.filter((one) => !whole.includes(one));
      const after = staying.map(({ fragment }) => ({
        ...fragment,
        spans: fragment.spans.filter((span) => !isErased(span)),
      }));
      // Rows that were split from one fragment were found by the latest of them together.
      const apart = gone.length === 0 ? [] : after.filter(({ key }) => /[ab]$/.test(key));
      const ways = apart.flatMap((fragment) => postingsOf(fragment).map((one) => postingKey(project, one, fragment)));
      await table.putAll(
        ways.map((key) => ({ pk: { S: key.pk }, sk: { S: key.sk }, ttl: ttl(expiresAt) })),
        waiting,
      );
      for (const before of staying.filter((one) => partial.includes(one) || pointsInto(one.fragment.spans, touched))) {
        const left = before.fragment.spans.filter((span) => !isErased(span));
        const spans = await calls.readPayloads(left, waiting);
        const moved = await history.replaceFragment(project, before, spans, { jobId, foundBy, beside: after }, waiting);
        if (moved === undefined) throw new Error('a fragment changed while a part of it was erased');
        frames.push(...moved);
      }
      await history.wipeFrames(frames, waiting);
      counts = { ...counts, frames: new Set([...frames, ...heldFrames].map(frameId)).size };
      const spared = foundBy === undefined ? undefined : postingPk(project, foundBy.kind, foundBy.value);
      const spans = whole.flatMap(({ fragment }) => fragment.spans);
      await inLanes(whole, (one) => deletePostings(project, one, { spared, staying: after }, waiting));
      const instants = [...spans, ...[...partial, ...rewritten].flatMap(({ fragment }) => fragment.spans)]
        .filter(isInteraction)
        .map(({ start }) => start);
      if (instants.length > 0) await history.markLate(project, instants, { mark: jobId, now, expiresAt }, waiting);
      await inLanes(whole, ({ fragment }) => deleteRow({ pk, sk: fragmentSk(fragment.key) }, waiting));
      if (spared === undefined) return counts;
      // All of the trace's postings under the id: parts of it may have come at several times.
      const range = { pk: spared, from: 'P#', to: 'P$', consistent: true };
      for await (const item of table.query(range, waiting)) {
        const key = keyOf(item);
        if (key.sk.slice(27) !== traceId) continue;
        await deleteRow(key, waiting);
        if (!(isOurs && key.sk === way.sk)) counts = addCounts(counts, { postings: 1 });
      }
      return counts;
    },

    eraseJudgements: async (project, { by, value }, dryRun, waiting) => {
      const found = (await rowsOf(postingPk(project, by, value), waiting)).filter((item) => !isOf('P')(item));
      if (!dryRun) await deleteJudgements(project, found, waiting);
      return { judgements: found.length };
    },

    eraseFeedbackOf: async (project, user, day, dryRun, waiting) => {
      const found: Item[] = [];
      const page = { pk: feedbackG1pk(project, dayOf(day)), from: ' ', to: AFTER, index: true };
      for await (const item of table.query(page, waiting)) {
        if ((JSON.parse(item['s']?.S ?? '{}') as Partial<KeptFeedback>).user === user) found.push(item);
      }
      if (!dryRun) await deleteJudgements(project, found, waiting);
      return { judgements: found.length };
    },
  };
};

/** Frames that a fragment points into, and those that it did before it was rewritten. */
const allFramesOf = ({ fragment, formerFrames }: HistoricFragment): readonly PackFrame[] => [
  ...framesOf(fragment.spans),
  ...formerFrames,
];

const postingKey = (project: ProjectId, { kind, value, at }: Posting, { traceId }: Fragment): Key => ({
  pk: postingPk(project, kind, value),
  sk: postingSk(at, traceId),
});

const idOf = ({ pk, sk }: Key): string => `${pk}\0${sk}`;

const keyOf = (item: Item): Key => ({ pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' });

const isOf =
  (letter: string) =>
  (item: Item): boolean =>
    item['sk']?.S?.startsWith(`${letter}#`) === true;

/** Whether a judgement is about one of these calls of its trace. */
const concerns = (item: Item, spanIds: ReadonlySet<string>): boolean => {
  const { target } = JSON.parse(item['s']?.S ?? '{}') as Partial<KeptFeedback & KeptAssessment>;
  return target?.by === 'interaction' && spanIds.has(target.interactionId.slice(33));
};
