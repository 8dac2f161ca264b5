/**
 * Bundles all functions at once, so that what they share is parsed once: `node lib/bundling/bundle-functions.ts <folder>`. With a
 * second argument it writes there what each bundle is made of, as esbuild tells it.
 */
import { globSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { createAssets } from './assets.ts';
import { BUILD } from './build-options.ts';
import { lazyOpenApi } from './lazy-openapi.ts';
import { lazyPatterns } from './lazy-patterns.ts';
import { lazyPhoneNumbers } from './lazy-phone-numbers.ts';
import { lazyPriceSheets } from './lazy-price-sheets.ts';
import { lazyRooms } from './lazy-rooms.ts';
import { lazyTopicWords } from './lazy-topic-words.ts';
import { leanEndpoints } from './lean-endpoints.ts';
import { leanRequests } from './lean-requests.ts';
import { leanS3 } from './lean-s3.ts';
import { leanSdk } from './lean-sdk.ts';

const PROJECT = join(import.meta.dirname, '../..');

const [, , folder, meta] = process.argv;
if (folder === undefined) throw new Error('the folder is missing: node lib/bundling/bundle-functions.ts <folder>');

const assets = createAssets();
const entryPoints = globSync('functions/*/index.ts', { cwd: PROJECT }).sort();

const { metafile } = await build({
  // Paths in the bundles are relative to this, so that they are the same on every machine, and so are the bundles.
  absWorkingDir: PROJECT,
  entryPoints,
  outdir: folder,
  outbase: 'functions',
  // The first plugin to load a module wins: those that replace whole modules come before the one that looks into all of ours.
  plugins: [
    leanSdk,
    leanRequests,
    leanS3,
    leanEndpoints(assets),
    lazyRooms(assets),
    lazyPhoneNumbers(assets),
    lazyPriceSheets(assets),
    lazyTopicWords(assets),
    lazyPatterns(assets),
    lazyOpenApi(assets),
    assets.plugin,
  ],
  ...BUILD,
  metafile: true,
});
if (meta !== undefined) writeFileSync(meta, JSON.stringify(metafile));

for (const entryPoint of entryPoints) {
  // Says so to Node: without it, a folder inside a project of ES modules would be read as one.
  writeFileSync(join(folder, dirname(entryPoint).replace('functions/', ''), 'package.json'), '{"type":"commonjs"}\n');
}
