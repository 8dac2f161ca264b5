/** The tables of the local CloudWatch: one SQLite file, written ahead, safe against kill -9. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const TABLES = `
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  dimensions TEXT NOT NULL,
  unit TEXT NOT NULL,
  UNIQUE (namespace, name, dimensions, unit)
);
CREATE TABLE IF NOT EXISTS point (
  series INTEGER NOT NULL,
  at INTEGER NOT NULL,
  resolution INTEGER NOT NULL,
  sum REAL NOT NULL,
  count REAL NOT NULL,
  minimum REAL NOT NULL,
  maximum REAL NOT NULL,
  PRIMARY KEY (series, at, resolution)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sample (
  series INTEGER NOT NULL,
  at INTEGER NOT NULL,
  resolution INTEGER NOT NULL,
  value REAL NOT NULL,
  count REAL NOT NULL,
  PRIMARY KEY (series, at, resolution, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarm (
  name TEXT PRIMARY KEY,
  configuration TEXT NOT NULL,
  configured_at INTEGER NOT NULL,
  value TEXT NOT NULL,
  previous TEXT NOT NULL,
  reason TEXT NOT NULL,
  reason_data TEXT,
  updated_at INTEGER NOT NULL,
  suppression TEXT
);
CREATE TABLE IF NOT EXISTS history (
  id INTEGER PRIMARY KEY,
  alarm TEXT NOT NULL,
  alarm_type TEXT NOT NULL,
  at INTEGER NOT NULL,
  item_type TEXT NOT NULL,
  summary TEXT NOT NULL,
  data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS history_by_time ON history (at);
CREATE TABLE IF NOT EXISTS pending_action (
  id INTEGER PRIMARY KEY,
  alarm TEXT NOT NULL,
  alarm_type TEXT NOT NULL,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL
);
`;

/**
 * Opens (and makes, the first time) the database in a folder.
 *
 * `synchronous = NORMAL` writes without waiting for the disk: what was answered survives the death of the process, not
 * a power cut, which is the promise a laptop's metrics need.
 */
export const openDatabase = (directory: string): DatabaseSync => {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, 'cloudwatch.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  database.exec(TABLES);
  return database;
};

/** Runs the work in one transaction: all of it is kept, or none of it. */
export const transact = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};
