/** Messages on disk, and what sending, receiving and deleting do to them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import type { MessageAttributes } from './message-attributes.ts';

export const MESSAGES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue INTEGER NOT NULL, message_id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, system TEXT NOT NULL, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0, first_received_at INTEGER, receipt TEXT
  );
  CREATE INDEX IF NOT EXISTS visible ON messages (queue, visible_at, id);
`;

export interface NewMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** AWSTraceHeader, MessageGroupId. */
  readonly system: Readonly<Record<string, string>>;
  readonly delaySeconds: number;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly system: Readonly<Record<string, string>>;
}

/** Times are milliseconds since the epoch. */
export interface Reception {
  readonly queue: number;
  readonly now: number;
  readonly limit: number;
  readonly hiddenUntil: number;
  /** Older messages have outlived the queue's retention. */
  readonly sentAfter: number;
  readonly redrive?: { readonly deadLetterQueue: number; readonly maxReceiveCount: number; readonly sourceArn: string };
}

export interface Depth {
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** When the oldest message was sent; undefined for an empty queue. */
  readonly oldestSentAt?: number;
}

export interface Messages {
  /** All of them or none; returns their ids. */
  send(queue: number, messages: readonly NewMessage[], now: number): readonly string[];
  /** @returns what it hides and hands out, and how many messages it moved to the dead-letter queue instead */
  receive(reception: Reception): { readonly received: readonly ReceivedMessage[]; readonly moved: number };
  /** @returns whether the receipt was the message's latest; deleting anything else does nothing */
  delete(queue: number, receipt: string): boolean;
  /** @returns whether the message was in flight under this receipt */
  hide(queue: number, receipt: string, now: number, until: number): boolean;
  /** When the next hidden message appears. */
  nextVisibleAt(queue: number, now: number): number | undefined;
  depth(queue: number, now: number, sentAfter: number): Depth;
  purge(queue: number): void;
  /** @returns how many */
  deleteSentBefore(queue: number, sentUntil: number): number;
}

export const openMessages = (database: DatabaseSync): Messages => {
  const insert = database.prepare(
    `INSERT INTO messages (queue, message_id, body, attributes, system, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const visible = database.prepare(
    'SELECT * FROM messages WHERE queue = ? AND visible_at <= ? AND sent_at > ? ORDER BY visible_at, id LIMIT ?',
  );
  const take = database.prepare(
    `UPDATE messages SET visible_at = ?, receipt = ?, receive_count = receive_count + 1,
       first_received_at = coalesce(first_received_at, ?) WHERE id = ?`,
  );
  const move = database.prepare(
    'UPDATE messages SET queue = ?, visible_at = ?, receipt = NULL, system = ? WHERE id = ?',
  );
  const remove = database.prepare('DELETE FROM messages WHERE id = ? AND queue = ? AND receipt = ?');
  const hide = database.prepare(
    'UPDATE messages SET visible_at = ? WHERE id = ? AND queue = ? AND receipt = ? AND visible_at > ?',
  );
  const next = database.prepare('SELECT min(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?');
  const depth = database.prepare(
    `SELECT count(*) AS all_messages, coalesce(sum(visible_at <= ?), 0) AS visible,
       coalesce(sum(visible_at > ? AND receipt IS NULL), 0) AS delayed, min(sent_at) AS oldest
     FROM messages WHERE queue = ? AND sent_at > ?`,
  );
  const purge = database.prepare('DELETE FROM messages WHERE queue = ?');
  const expire = database.prepare('DELETE FROM messages WHERE queue = ? AND sent_at <= ?');

  const receiveOne = (row: Row, { now, hiddenUntil }: Reception): ReceivedMessage => {
    const receipt = `${row.id}.${row.receive_count + 1}.${randomBytes(12).toString('base64url')}`;
    take.run(hiddenUntil, receipt, now, row.id);
    return {
      messageId: row.message_id,
      receipt,
      body: row.body,
      attributes: JSON.parse(row.attributes) as MessageAttributes,
      system: {
        ...(JSON.parse(row.system) as Readonly<Record<string, string>>),
        SentTimestamp: String(row.sent_at),
        ApproximateReceiveCount: String(row.receive_count + 1),
        ApproximateFirstReceiveTimestamp: String(row.first_received_at ?? now),
      },
    };
  };

  return {
    send: (queue, messages, now) =>
      inTransaction(database, () =>
        messages.map(({ body, attributes, system, delaySeconds }) => {
          const id = randomUUID();
          const visibleAt = now + 1000 * delaySeconds;
          insert.run(queue, id, body, JSON.stringify(attributes), JSON.stringify(system), now, visibleAt);
          return id;
        }),
      ),
    receive: (reception) => {
      const { queue, now, limit, sentAfter, redrive } = reception;
      const find = (): readonly Row[] => visible.all(queue, now, sentAfter, limit) as unknown as readonly Row[];
      // An idle poll writes nothing.
      let rows = find();
      if (rows.length === 0) return { received: [], moved: 0 };
      return inTransaction(database, () => {
        const received: ReceivedMessage[] = [];
        let moved = 0;
        for (; rows.length > 0 && received.length < limit; rows = find()) {
          for (const row of rows) {
            if (redrive !== undefined && row.receive_count >= redrive.maxReceiveCount) {
              const system = { ...JSON.parse(row.system), DeadLetterQueueSourceArn: redrive.sourceArn };
              move.run(redrive.deadLetterQueue, now, JSON.stringify(system), row.id);
              moved++;
            } else if (received.length < limit) {
              received.push(receiveOne(row, reception));
            }
          }
          // A visibility timeout of zero hides nothing, so another look would find the same messages.
          if (reception.hiddenUntil <= now) break;
        }
        return { received, moved };
      });
    },
    delete: (queue, receipt) => remove.run(idOf(receipt), queue, receipt).changes > 0,
    hide: (queue, receipt, now, until) => hide.run(until, idOf(receipt), queue, receipt, now).changes > 0,
    nextVisibleAt: (queue, now) => (next.get(queue, now)!['at'] as number | null) ?? undefined,
    depth: (queue, now, sentAfter) => {
      const row = depth.get(now, now, queue, sentAfter)!;
      const { visible: ready, delayed } = { visible: row['visible'] as number, delayed: row['delayed'] as number };
      return {
        visible: ready,
        delayed,
        notVisible: (row['all_messages'] as number) - ready - delayed,
        ...(row['oldest'] === null ? {} : { oldestSentAt: row['oldest'] as number }),
      };
    },
    purge: (queue) => void purge.run(queue),
    deleteSentBefore: (queue, sentUntil) => Number(expire.run(queue, sentUntil).changes),
  };
};

interface Row {
  readonly id: number;
  readonly message_id: string;
  readonly body: string;
  readonly attributes: string;
  readonly system: string;
  readonly sent_at: number;
  readonly receive_count: number;
  readonly first_received_at: number | null;
}

/** A receipt begins with the row's number. */
const idOf = (receipt: string): number => Number(receipt.split('.')[0]);
