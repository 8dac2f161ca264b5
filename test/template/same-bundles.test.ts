/** Bundles are named by their content, so that a deployment from another machine changes nothing that has not changed. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const PROJECT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'sightglass-elsewhere-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The bundles that a copy of the project makes, each file with its digest. */
const bundlesOf = (place: string): readonly string[] => {
  const project = join(folder, place);
  for (const part of ['functions', 'lib', 'src', 'package.json']) {
    cpSync(join(PROJECT, part), join(project, part), { recursive: true });
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(project, 'node_modules'));
  const out = join(folder, `bundles of ${place}`);
  execFileSync(process.execPath, [join(project, 'lib/bundling/bundle-functions.ts'), out]);
  return globSync('*/*', { cwd: out })
    .sort()
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(out, file)))
          .digest('hex')}`,
    );
};

test('bundles are the same wherever the project lies', () => {
  assert.deepEqual(bundlesOf('e'), bundlesOf('zzz-qqq-jjj-xxx-www-kkk'));
});
