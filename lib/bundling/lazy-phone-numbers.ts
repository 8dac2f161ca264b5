/**
 * An esbuild plugin that puts the library for phone numbers and the numbering plans of the world into files beside the bundle,
 * read when the first number is looked at: 130 KB and four milliseconds less at every cold start, three more once.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { type Assets, readAsset } from './assets.ts';
import { BUILD } from './build-options.ts';

export const lazyPhoneNumbers = (assets: Assets): Plugin => ({
  name: 'lazy-phone-numbers',
  setup: ({ onResolve, onLoad, resolve }) => {
    onResolve({ filter: LIBRARY }, async ({ importer, resolveDir, pluginData }) => {
      if (pluginData === INSIDE) return undefined;
      const { path } = await resolve('libphonenumber-js/min', {
        importer,
        resolveDir,
        kind: 'import-statement',
        pluginData: INSIDE,
      });
      return { path, namespace: 'lazy-phone-numbers' };
    });
    onLoad({ filter: /./, namespace: 'lazy-phone-numbers' }, async ({ path }) => {
      assets.declare(`lazy-phone-numbers:${path}`, CODE, await libraryAt(path));
      assets.declare(`lazy-phone-numbers:${path}`, PLANS, packedPlans(path));
      return { contents: ON_DEMAND };
    });
  },
});

const LIBRARY = /^libphonenumber-js\/min$/;
const INSIDE = 'lazy-phone-numbers';
const CODE = 'phone-numbers.js';
const PLANS = 'phone-numbers.br';

/** The only function we use: another is not found, which fails the build. */
const ON_DEMAND = `
let library;
export const parsePhoneNumberFromString = (...given) =>
  (library ??= require(__dirname + '/${CODE}')).parsePhoneNumberFromString(...given);
`;

/** The one module of the library that hands the numbering plans to its functions, as their last argument. */
const WITH_METADATA = /[\\/]libphonenumber-js[\\/]min[\\/](es6[\\/])?exports[\\/]withMetadataArgument\.js$/;

const WITH_PLANS = `
import { brotliDecompressSync } from 'node:zlib';
let metadata;
export default (call, given) => {
  metadata ??= JSON.parse(brotliDecompressSync(${readAsset(PLANS)}).toString());
  return call(...given, metadata);
};
`;

const packedPlans = (path: string): Uint8Array =>
  brotliCompressSync(readFileSync(join(path.slice(0, path.search(/[\\/]min[\\/]/)), 'metadata.min.json')));

const libraryAt = async (path: string): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { parsePhoneNumberFromString } from ${JSON.stringify(path)};`,
      resolveDir: dirname(path),
    },
    plugins: [
      {
        name: 'packed-plans',
        setup: ({ onLoad }) => {
          onLoad({ filter: WITH_METADATA }, (args) => ({ contents: WITH_PLANS, resolveDir: dirname(args.path) }));
        },
      },
    ],
    ...BUILD,
    write: false,
  });
  return outputFiles[0]!.contents;
};
