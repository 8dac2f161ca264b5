/** Links, paths and commands in the pages lead somewhere. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { PAGES } from './pages.ts';

/** The name that a heading gets in a link: as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => anchorOf(heading!)));

test('every relative link of a page leads to a file, and to a heading where it names one', () => {
  const broken: string[] = [];
  for (const { path, text } of PAGES) {
    for (const [, link] of text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
      const [file, anchor] = link!.split('#') as [string, string?];
      const target = file === '' ? path : normalize(join(dirname(path), file));
      const leadsSomewhere =
        existsSync(target) && (anchor === undefined || anchorsOf(readFileSync(target, 'utf8')).has(anchor));
      if (!leadsSomewhere) broken.push(`${path}: ${link}`);
    }
  }

  assert.deepEqual(broken, []);
});

test('every path of a source that a page names exists', () => {
  const PATH = /(?<![\w./-])(?:bin|lib|functions|src|local|tools|bench|test)\/[\w./-]*\w(?:\/|\b)/g;

  const missing = PAGES.flatMap(({ path, text }) =>
    [...text.matchAll(PATH)].filter(([named]) => !existsSync(named)).map(([named]) => `${path}: ${named}`),
  );

  assert.deepEqual(missing, []);
});

test('every command of npm that a page names is in package.json, and every script that node is to run exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

  const unknown = PAGES.flatMap(({ path, text }) =>
    [
      ...[...text.matchAll(/npm run ([a-z:]+)/g)].filter(([, name]) => !Object.hasOwn(scripts, name!)),
      ...[...text.matchAll(/\bnode ((?:tools|bench)\/\S+\.ts)/g)].filter(([, script]) => !existsSync(script!)),
    ].map(([command]) => `${path}: ${command}`),
  );

  assert.deepEqual(unknown, []);
});

test('no page tells a reader to run TypeScript with a Node of their own, which may be too old for it', () => {
  const bare = PAGES.filter(({ text }) => /`node (tools|bench)\//.test(text.replaceAll(/<!--.*?-->/gs, '')));

  assert.deepEqual(
    bare.map(({ path }) => path),
    [],
    'write `npx node …`',
  );
});
