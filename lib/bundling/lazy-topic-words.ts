/**
 * An esbuild plugin that packs the words of topics into a file beside the bundle, read while a cold start waits for its secret:
 * 8 KB less to parse as code. Sources and tests read the plain words.
 */
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import { type Assets, readAsset } from './assets.ts';

export const lazyTopicWords = (assets: Assets): Plugin => ({
  name: 'lazy-topic-words',
  setup: ({ onLoad }) => {
    onLoad({ filter: WORDS }, async ({ path }) => {
      const { topicWords }: { topicWords: () => object } = await import(pathToFileURL(path).href);
      assets.declare(path, ASSET, brotliCompressSync(JSON.stringify(topicWords())));
      return { contents: READ };
    });
  },
});

const ASSET = 'topic-words.br';

const WORDS = /[\\/]src[\\/]domain[\\/]redact[\\/]context[\\/]topic-words\.ts$/;

const READ = `
import { brotliDecompressSync } from 'node:zlib';
let unpacked;
export const topicWords = () => (unpacked ??= JSON.parse(brotliDecompressSync(${readAsset(ASSET)}).toString()));
`;
