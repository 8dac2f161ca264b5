/**
 * Buckets and objects on disk, bodies included, in one SQLite file: an object appears whole or not at all. Measured, that
 * is also faster than files beside an index: 23 against 65 µs to write 2 KB, 0.9 against 1.0 ms for 256 KB, and 4.9
 * against 3.4 ms for 1 MB, more than we ever pack into one object.
 */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import type { Checksum } from './checksums.ts';
import type { LifecycleRule } from './lifecycle.ts';

export const OBJECTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS buckets (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL, lifecycle TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
    modified_at INTEGER NOT NULL, headers TEXT NOT NULL, checksum TEXT, UNIQUE (bucket, key)
  );
  CREATE TABLE IF NOT EXISTS chunks (
    object INTEGER NOT NULL, position INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (object, position)
  );
`;

export interface ObjectFacts {
  readonly bucket: string;
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** What a GET returns besides the body: content-type, x-amz-meta-… */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
}

export interface StoredObject extends ObjectFacts {
  readonly id: number;
}

export interface Bucket {
  readonly name: string;
  readonly lifecycle: readonly LifecycleRule[];
}

export interface Objects {
  findBucket(name: string): Bucket | undefined;
  allBuckets(): readonly Bucket[];
  /** Creates the bucket, or gives the existing one these rules. */
  ensureBucket(bucket: Bucket, now: number): void;
  find(bucket: string, key: string): StoredObject | undefined;
  /** Replaces whatever has that key. */
  put(facts: ObjectFacts, chunks: readonly Uint8Array[]): void;
  delete(object: StoredObject): void;
  /** Bytes `from` to `to`, both included. */
  read(object: StoredObject, from: number, to: number): Buffer;
  /** Up to `limit` objects with keys after `after` and from `prefix` on, in UTF-8 order. */
  list(bucket: string, prefix: string, after: string, limit: number): readonly StoredObject[];
}

export const openObjects = (database: DatabaseSync): Objects => {
  const findBucket = database.prepare('SELECT * FROM buckets WHERE name = ?');
  const allBuckets = database.prepare('SELECT * FROM buckets ORDER BY name');
  const keepBucket = database.prepare(
    `INSERT INTO buckets (name, created_at, lifecycle) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET lifecycle = excluded.lifecycle`,
  );
  const find = database.prepare('SELECT * FROM objects WHERE bucket = ? AND key = ?');
  const insert = database.prepare(
    `INSERT INTO objects (bucket, key, etag, size, modified_at, headers, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)
     RETURNING id`,
  );
  const insertChunk = database.prepare('INSERT INTO chunks (object, position, size, bytes) VALUES (?, ?, ?, ?)');
  const removeObject = database.prepare('DELETE FROM objects WHERE id = ?');
  const removeChunks = database.prepare('DELETE FROM chunks WHERE object = ?');
  const chunkSizes = database.prepare('SELECT position, size FROM chunks WHERE object = ? ORDER BY position');
  const readChunk = database.prepare(
    'SELECT substr(bytes, ?, ?) AS bytes FROM chunks WHERE object = ? AND position = ?',
  );
  const list = database.prepare('SELECT * FROM objects WHERE bucket = ? AND key > ? AND key >= ? ORDER BY key LIMIT ?');

  const remove = (id: number): void => {
    removeObject.run(id);
    removeChunks.run(id);
  };

  return {
    findBucket: (name) => {
      const row = findBucket.get(name);
      return row === undefined ? undefined : asBucket(row);
    },
    allBuckets: () => allBuckets.all().map(asBucket),
    ensureBucket: ({ name, lifecycle }, now) => void keepBucket.run(name, now, JSON.stringify(lifecycle)),
    find: (bucket, key) => {
      const row = find.get(bucket, key);
      return row === undefined ? undefined : asObject(row);
    },
    put: ({ bucket, key, etag, size, modifiedAt, headers, checksum }, chunks) =>
      inTransaction(database, () => {
        const previous = find.get(bucket, key);
        if (previous !== undefined) remove(previous['id'] as number);
        const kept = checksum === undefined ? null : JSON.stringify(checksum);
        const row = insert.get(bucket, key, etag, size, modifiedAt, JSON.stringify(headers), kept);
        const id = row!['id'] as number;
        for (const [position, bytes] of chunks.entries()) insertChunk.run(id, position, bytes.length, bytes);
      }),
    delete: ({ id }) => inTransaction(database, () => remove(id)),
    read: ({ id }, from, to) => {
      const pieces: Uint8Array[] = [];
      let start = 0;
      for (const chunk of chunkSizes.all(id)) {
        const size = chunk['size'] as number;
        const first = Math.max(from - start, 0);
        const end = Math.min(to + 1 - start, size);
        // SQL counts from 1.
        if (first < end) {
          const row = readChunk.get(first + 1, end - first, id, chunk['position'] as number);
          pieces.push(row!['bytes'] as Uint8Array);
        }
        start += size;
      }
      return pieces.length === 1 ? asBuffer(pieces[0]!) : Buffer.concat(pieces);
    },
    list: (bucket, prefix, after, limit) => list.all(bucket, after, prefix, limit).map(asObject),
  };
};

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const asBucket = (row: Readonly<Record<string, unknown>>): Bucket => ({
  name: row['name'] as string,
  lifecycle: JSON.parse(row['lifecycle'] as string) as readonly LifecycleRule[],
});

const asObject = (row: Readonly<Record<string, unknown>>): StoredObject => ({
  id: row['id'] as number,
  bucket: row['bucket'] as string,
  key: row['key'] as string,
  etag: row['etag'] as string,
  size: row['size'] as number,
  modifiedAt: row['modified_at'] as number,
  headers: JSON.parse(row['headers'] as string) as Readonly<Record<string, string>>,
  ...(row['checksum'] === null ? {} : { checksum: JSON.parse(row['checksum'] as string) as Checksum }),
});
