/** Multipart uploads in the making, on disk. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import type { Checksum, ChecksumAlgorithm } from './checksums.ts';

export const UPLOADS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, headers TEXT NOT NULL, algorithm TEXT,
    checksum_type TEXT NOT NULL, started_at INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL, number INTEGER NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL, checksum TEXT,
    modified_at INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (upload, number)
  );
`;

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly algorithm?: ChecksumAlgorithm;
  readonly checksumType: Checksum['type'];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly size: number;
  /** Base64. */
  readonly checksum?: string;
  readonly modifiedAt: number;
}

export interface Uploads {
  start(upload: Upload): void;
  find(id: string): Upload | undefined;
  all(bucket: string): readonly Upload[];
  putPart(upload: string, part: Part, bytes: Buffer): void;
  /** By their numbers, without their bytes. */
  parts(upload: string): readonly Part[];
  readPart(upload: string, number: number): Uint8Array;
  /** Forgets the upload and its parts. */
  delete(id: string): void;
}

export const openUploads = (database: DatabaseSync): Uploads => {
  const start = database.prepare(
    `INSERT INTO uploads (id, bucket, key, headers, algorithm, checksum_type, started_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = database.prepare('SELECT * FROM uploads WHERE id = ?');
  const all = database.prepare('SELECT * FROM uploads WHERE bucket = ?');
  const putPart = database.prepare(
    `INSERT OR REPLACE INTO parts (upload, number, etag, size, checksum, modified_at, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const parts = database.prepare(
    'SELECT number, etag, size, checksum, modified_at FROM parts WHERE upload = ? ORDER BY number',
  );
  const readPart = database.prepare('SELECT bytes FROM parts WHERE upload = ? AND number = ?');
  const removeUpload = database.prepare('DELETE FROM uploads WHERE id = ?');
  const removeParts = database.prepare('DELETE FROM parts WHERE upload = ?');

  return {
    start: ({ id, bucket, key, headers, algorithm = null, checksumType, startedAt }) =>
      void start.run(id, bucket, key, JSON.stringify(headers), algorithm, checksumType, startedAt),
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : asUpload(row);
    },
    all: (bucket) => all.all(bucket).map(asUpload),
    putPart: (upload, { number, etag, size, checksum = null, modifiedAt }, bytes) =>
      void putPart.run(upload, number, etag, size, checksum, modifiedAt, bytes),
    parts: (upload) =>
      parts.all(upload).map((row) => ({
        number: row['number'] as number,
        etag: row['etag'] as string,
        size: row['size'] as number,
        modifiedAt: row['modified_at'] as number,
        ...(row['checksum'] === null ? {} : { checksum: row['checksum'] as string }),
      })),
    readPart: (upload, number) => readPart.get(upload, number)!['bytes'] as Uint8Array,
    delete: (id) =>
      inTransaction(database, () => {
        removeUpload.run(id);
        removeParts.run(id);
      }),
  };
};

const asUpload = (row: Readonly<Record<string, unknown>>): Upload => ({
  id: row['id'] as string,
  bucket: row['bucket'] as string,
  key: row['key'] as string,
  headers: JSON.parse(row['headers'] as string) as Readonly<Record<string, string>>,
  checksumType: row['checksum_type'] as Checksum['type'],
  startedAt: row['started_at'] as number,
  ...(row['algorithm'] === null ? {} : { algorithm: row['algorithm'] as ChecksumAlgorithm }),
});
