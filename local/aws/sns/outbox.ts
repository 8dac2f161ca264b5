/** A folder with one JSON file per message: what was published, to whom it went, and how that went. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message } from './message.ts';

/** One delivery of a message; `written` means that the file is all that happens on a laptop (mails, web endpoints). */
export interface Delivery {
  readonly protocol: string;
  readonly endpoint: string;
  readonly outcome: 'pending' | 'written' | 'delivered' | 'failed';
  readonly error?: string;
  /** What the subscriber gets: a mail's subject and text, or the notification. */
  readonly content?: unknown;
}

export interface OutboxEntry {
  readonly message: Message;
  readonly deliveries: readonly Delivery[];
}

export interface Outbox {
  /** Writes a message durably, before anything is delivered; gives its file's path. */
  add(entry: OutboxEntry): string;
  /** Replaces what was written by how it went. */
  complete(entry: OutboxEntry): void;
  /** Messages whose deliveries a killed process did not finish. */
  unfinished(): readonly OutboxEntry[];
}

/** Messages kept; the oldest go first. */
const KEPT = 1000;
const PENDING = '.pending.json';

/** `2026-11-20T10-00-00.000Z-oncall-<id>`: sorts by time; colons are not allowed in file names everywhere. */
const stem = ({ at, topicArn, id }: Message): string =>
  `${new Date(at).toISOString().replaceAll(':', '-')}-${topicArn.split(':').at(-1)}-${id}`;

export const createOutbox = (directory: string): Outbox => {
  mkdirSync(directory, { recursive: true });
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const write = (name: string, entry: OutboxEntry): string => {
    const path = join(directory, name);
    writeFileSync(`${path}.tmp`, `${JSON.stringify(entry, null, 2)}\n`);
    renameSync(`${path}.tmp`, path);
    return path;
  };
  const unfinishedNames = files.filter((name) => name.endsWith(PENDING));
  const done = files.filter((name) => !name.endsWith(PENDING));

  return {
    add: (entry) => write(`${stem(entry.message)}${PENDING}`, entry).replace(PENDING, '.json'),
    complete: (entry) => {
      const name = `${stem(entry.message)}.json`;
      write(name, entry);
      rmSync(join(directory, `${stem(entry.message)}${PENDING}`), { force: true });
      done.push(name);
      while (done.length > KEPT) rmSync(join(directory, done.shift()!), { force: true });
    },
    unfinished: () => unfinishedNames.map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8'))),
  };
};
