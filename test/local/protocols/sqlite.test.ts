/** The database under every local service. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { closeDatabase, inTransaction, openDatabase } from '../../../local/aws/sqlite.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const temporaryPath = (context: TestContext): string => join(temporaryDirectory(context), 'new', 'folder', 'data.db');

const SCHEMA = 'CREATE TABLE IF NOT EXISTS numbers (n INTEGER)';

test('inTransaction() undoes everything when the work throws', (context) => {
  const database = openDatabase(temporaryPath(context), SCHEMA);
  const insert = () => database.exec('INSERT INTO numbers VALUES (1)');

  inTransaction(database, insert);
  assert.throws(() =>
    inTransaction(database, () => {
      insert();
      throw new Error('half way');
    }),
  );
  inTransaction(database, insert);
  const count = database.prepare('SELECT count(*) AS count FROM numbers').get();
  closeDatabase(database);

  assert.equal(count?.['count'], 2);
});

test('openDatabase() keeps what is there, refuses a second owner, and lets the next one in after closing', (context) => {
  const path = temporaryPath(context);
  const first = openDatabase(path, SCHEMA);
  first.exec('INSERT INTO numbers VALUES (7)');

  assert.throws(() => openDatabase(path, SCHEMA), { message: 'database is locked' });
  closeDatabase(first);
  closeDatabase(first);
  const second = openDatabase(path, SCHEMA);
  const row = second.prepare('SELECT n FROM numbers').get();
  closeDatabase(second);

  assert.equal(row?.['n'], 7);
});
