/** Every file is there for something: an idea that nothing opens is one that somebody forgot to take away, or to register. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

/** What something else starts: bundles, processes of their own, and types of packages without any. */
const ENTRIES = [
  /^functions\/[a-z]+\/index\.ts$/,
  /^lib\/bundling\/bundle-functions\.ts$/,
  /^local\/lambda\/bootstrap\.ts$/,
  /\.d\.ts$/,
];

const IMPORT = /from\s*['"](\.[^'"]+)['"]|import\(?\s*['"](\.[^'"]+)['"]/g;

const importedBy = (path: string): readonly string[] =>
  [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, from, called]) =>
    normalize(join(dirname(path), (from ?? called)!)),
  );

test('every file that AWS or the local service runs is opened by another than a test', () => {
  const ours = globSync('{bin,src,functions,lib,local,tools,bench}/**/*.ts');
  const opened = new Set(ours.flatMap(importedBy));

  const forgotten = ours.filter(
    (path) =>
      /^(src|functions|lib|local)\//.test(path) && !opened.has(path) && !ENTRIES.some((entry) => entry.test(path)),
  );

  assert.deepEqual(forgotten, []);
});
