import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openLogFiles } from '../../local/log-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a log group is a file of one JSON object per line, and it is there at once', () => {
  const logs = openLogFiles(folder, () => 42);

  logs.append('/aws/lambda/f', 'first');
  logs.append('/aws/lambda/f', 'two\rlines "quoted"');

  const lines = readFileSync(join(folder, 'aws/lambda/f.log'), 'utf8').trim().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      { timestamp: 42, message: 'first' },
      { timestamp: 42, message: 'two\rlines "quoted"' },
    ],
  );
  logs.close();
});

test('a log group is continued after a restart', () => {
  for (const message of ['a', 'b']) {
    const logs = openLogFiles(folder, () => 0);
    logs.append('g', message);
    logs.close();
  }

  assert.equal(readFileSync(join(folder, 'g.log'), 'utf8').trim().split('\n').length, 2);
});

test('the name of a group cannot lead out of the folder', () => {
  const logs = openLogFiles(folder, () => 0);

  assert.equal(logs.pathOf('../../etc/passwd'), join(folder, 'etc/passwd.log'));
});

test('a file that has grown large is put aside', () => {
  const path = join(folder, 'g.log');
  writeFileSync(path, Buffer.alloc(64 * 1024 * 1024));
  const logs = openLogFiles(folder, () => 0);

  logs.append('g', 'fresh');

  assert.ok(statSync(path).size < 100);
  assert.ok(existsSync(join(folder, 'g.old.log')));
  logs.close();
});
