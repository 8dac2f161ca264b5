/** Files beside a bundle: found by the code as it lies in the sources and as it is bundled. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { createAssets, readAsset } from '../../lib/bundling/assets.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sightglass-assets-')));
after(() => rmSync(folder, { recursive: true }));

const write = (files: Readonly<Record<string, string>>, under: string): string => {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, under, path)), { recursive: true });
    writeFileSync(join(folder, under, path), contents);
  }
  return join(folder, under);
};

const bundle = async (project: string, declares?: (assets: ReturnType<typeof createAssets>) => void): Promise<void> => {
  const assets = createAssets();
  declares?.(assets);
  await build({
    absWorkingDir: project,
    entryPoints: ['functions/reads/index.ts', 'functions/reads-not/index.ts'],
    outdir: join(project, 'out'),
    outbase: 'functions',
    plugins: [assets.plugin],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
};

const READER = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
export const read = (): string => readFileSync(join(import.meta.dirname, '../tables/words.bin'), 'utf8');
export const constant = 1;
`;

test('createAssets() puts a file beside the bundles that read it, and beside no other', async () => {
  const project = write(
    {
      'src/reader/read.ts': READER,
      'src/tables/words.bin': 'apple',
      'functions/reads/index.ts': "export { read } from '../../src/reader/read.ts';",
      'functions/reads-not/index.ts': "export { constant } from '../../src/reader/read.ts';",
    },
    'plain',
  );

  await bundle(project);

  const { read } = createRequire(import.meta.url)(join(project, 'out/reads/index.js'));
  const source = await import(join(project, 'src/reader/read.ts'));
  assert.equal(read(), 'apple');
  assert.equal(source.read(), 'apple');
  assert.deepEqual(readdirSync(join(project, 'out/reads')).sort(), ['index.js', 'words.bin']);
});

test('createAssets() keeps a table that a plugin made beside the bundle, under the name it declared', async () => {
  const project = write(
    {
      'src/made.ts': `export const made = ${readAsset('made.br')}.toString();`,
      'functions/reads/index.ts': "export { made } from '../../src/made.ts';",
      'functions/reads-not/index.ts': 'export const none = 0;',
    },
    'declared',
  );

  await bundle(project, ({ declare }) => declare(join(project, 'src/made.ts'), 'made.br', Buffer.from('pear')));

  assert.equal(createRequire(import.meta.url)(join(project, 'out/reads/index.js')).made, 'pear');
  assert.deepEqual(readdirSync(join(project, 'out/reads-not')), ['index.js']);
});

test('createAssets() fails the build when two files of one bundle have one name', async () => {
  const project = write(
    {
      'src/reader/read.ts': READER,
      'src/tables/words.bin': 'apple',
      'src/other.ts': "import { join } from 'node:path';\nexport const at = join(import.meta.dirname, 'words.bin');",
      'src/words.bin': 'pear',
      'functions/reads/index.ts':
        "export { read } from '../../src/reader/read.ts';\nexport { at } from '../../src/other.ts';",
      'functions/reads-not/index.ts': 'export const none = 0;',
    },
    'twice',
  );

  await assert.rejects(bundle(project), /two files called words\.bin/);
});
