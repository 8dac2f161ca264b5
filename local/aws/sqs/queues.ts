/** The queues that exist, by name, URL and ARN. */
import type { DatabaseSync } from 'node:sqlite';
import type { QueueSettings } from './settings.ts';
import { sqsError } from './sqs-error.ts';

export const QUEUES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS queues (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, settings TEXT NOT NULL, created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  );
`;

export interface Queue {
  readonly id: number;
  readonly name: string;
  readonly settings: QueueSettings;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface QueuePlace {
  readonly region: string;
  readonly accountId: string;
  /** Where clients reach the local cloud: `http://127.0.0.1:4566`. */
  readonly endpoint: string;
}

export const queueArn = ({ region, accountId }: QueuePlace, name: string): string =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

export const queueUrl = ({ endpoint, accountId }: QueuePlace, name: string): string =>
  `${endpoint}/${accountId}/${name}`;

export interface Queues {
  named(name: string): Queue | undefined;
  /** @throws AwsError QueueDoesNotExist */
  byUrl(url: unknown): Queue;
  byArn(arn: string): Queue | undefined;
  all(): readonly Queue[];
  /** Creates the queue, or gives the existing one these settings; messages stay. */
  ensure(name: string, settings: QueueSettings, now: number): Queue;
}

export const openQueues = (database: DatabaseSync, place: QueuePlace): Queues => {
  const save = database.prepare(
    `INSERT INTO queues (name, settings, created_at, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at
     RETURNING *`,
  );
  const asQueue = (row: Readonly<Record<string, unknown>>): Queue => ({
    id: row['id'] as number,
    name: row['name'] as string,
    settings: JSON.parse(row['settings'] as string) as QueueSettings,
    createdAt: row['created_at'] as number,
    changedAt: row['changed_at'] as number,
  });
  const stored = database.prepare('SELECT * FROM queues ORDER BY name').all().map(asQueue);
  const queues = new Map(stored.map((queue) => [queue.name, queue]));
  const arnPrefix = queueArn(place, '');

  return {
    named: (name) => queues.get(name),
    byUrl: (url) => {
      // The host is not compared: a URL stays good when the endpoint's port changes with a restart.
      const [, accountId, name] = /\/(\d{12})\/([\w-]{1,80})\/?$/.exec(String(url)) ?? [];
      const queue = accountId === place.accountId ? queues.get(name ?? '') : undefined;
      if (queue !== undefined) return queue;
      throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    },
    byArn: (arn) => (arn.startsWith(arnPrefix) ? queues.get(arn.slice(arnPrefix.length)) : undefined),
    all: () => [...queues.values()],
    ensure: (name, settings, now) => {
      const known = queues.get(name);
      const text = JSON.stringify(settings);
      if (known !== undefined && JSON.stringify(known.settings) === text) return known;
      const queue = asQueue(save.get(name, text, now, now)!);
      queues.set(name, queue);
      return queue;
    },
  };
};
