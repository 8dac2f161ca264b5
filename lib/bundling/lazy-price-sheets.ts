/**
 * An esbuild plugin that packs the price sheets into a file beside the bundle, read when the first call is priced: 50 KB less in
 * the ingest bundle, a millisecond once. Sources and tests read the plain table.
 */
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { type Assets, readAsset } from './assets.ts';

export const lazyPriceSheets = (assets: Assets): Plugin => ({
  name: 'lazy-price-sheets',
  setup: ({ onLoad }) => {
    onLoad({ filter: TABLE }, async ({ path }) => {
      const table: PriceTable = await import(pathToFileURL(path).href);
      assets.declare(path, ASSET, brotliCompressSync(JSON.stringify(table.SHEETS)));
      return { contents: withSheets(table) };
    });
  },
});

const ASSET = 'price-sheets.br';

interface PriceTable {
  readonly PRICE_VERSION: string;
  readonly SHEETS: Readonly<Record<string, string>>;
}

const TABLE = /[\\/]src[\\/]domain[\\/]price[\\/]table\.ts$/;

/** The same exports; each sheet is a getter, so that `Object.hasOwn` answers without unpacking. */
const withSheets = ({ PRICE_VERSION, SHEETS }: PriceTable): string => `
import { brotliDecompressSync } from 'node:zlib';
let unpacked;
const sheets = () => (unpacked ??= JSON.parse(brotliDecompressSync(${readAsset(ASSET)}).toString()));
export const PRICE_VERSION = ${JSON.stringify(PRICE_VERSION)};
export const SHEETS = Object.defineProperties({}, Object.fromEntries(${JSON.stringify(Object.keys(SHEETS))}.map((name) => [name, { get: () => sheets()[name], enumerable: true }])));
`;
