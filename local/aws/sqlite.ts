/** Opens the SQLite files that the local services keep their data in, and runs transactions on them. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens (and creates, folders included) a database that survives `kill -9` of this process after every statement.
 *
 * A write-ahead log without fsync: once SQLite has returned, the operating system holds the data, and a dying process
 * does not take it along. A power cut may lose the last seconds, which is no concern on a laptop; an fsync would cost
 * milliseconds per write. Exclusive locking makes a second process fail at once instead of mixing its writes with ours.
 * @throws when another process has the same file open ("database is locked")
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const openDatabase = (path: string, schema: string, pageBytes = 4096): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA page_size = ${pageBytes};
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -32000;
  `);
  database.exec(schema);
  return database;
};

/** Closes it, unless that has been done. */
export const closeDatabase = (database: DatabaseSync): void => {
  if (database.isOpen) database.close();
};

/** Runs `work` in one transaction, all of it or, when it throws, nothing. It must not nest or wait. */
export const inTransaction = <Result>(database: DatabaseSync, work: () => Result): Result => {
  database.exec('BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};
