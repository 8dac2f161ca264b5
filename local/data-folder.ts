/** Takes possession of a data folder: two runners on one folder would mix up each other's data. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from './aws/sqlite.ts';

/**
 * Opens the runner's own database, which is also the lock: SQLite holds it exclusively, and the operating system lets go of
 * it when the process dies, however it dies. The file with the process id only serves the message.
 * @throws when another runner is using the folder
 */
export const takeDataFolder = (folder: string, schema: string): DatabaseSync => {
  mkdirSync(folder, { recursive: true });
  const pidFile = join(folder, 'runner.pid');
  try {
    const database = openDatabase(join(folder, 'runner.db'), schema);
    writeFileSync(pidFile, `${process.pid}\n`);
    return database;
  } catch (error) {
    if (!/locked|busy/.test((error as Error).message)) throw error;
    let pid = 'unknown';
    try {
      pid = readFileSync(pidFile, 'utf8').trim();
    } catch {
      // The other runner has just started and has not written it yet.
    }
    throw new Error(
      `${folder} is in use by another local run (process ${pid}); stop that one, or choose another folder with SIGHTGLASS_DATA`,
    );
  }
};
