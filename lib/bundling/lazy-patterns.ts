/**
 * An esbuild plugin that puts RE2 beside the bundles and loads it when the first pattern is compiled: 148 KB that only projects with
 * patterns of their own need.
 */
import { build, type Plugin } from 'esbuild';
import { type Assets, loadAsset } from './assets.ts';
import { BUILD } from './build-options.ts';

const PATTERNS = /[\\/]src[\\/]domain[\\/]redact[\\/]policy[\\/]re2\.ts$/;

export const lazyPatterns = ({ declare }: Assets): Plugin => ({
  name: 'lazy-patterns',
  setup: ({ onLoad, initialOptions }) => {
    const { absWorkingDir } = initialOptions;
    onLoad({ filter: PATTERNS }, async ({ path }) => {
      const chunk = await build({
        ...BUILD,
        ...(absWorkingDir === undefined ? {} : { absWorkingDir }),
        entryPoints: [path],
        write: false,
      });
      declare(path, 're2.js', chunk.outputFiles[0]!.contents);
      return { contents: `export const compilePattern = (pattern) => ${loadAsset('re2.js')}.compilePattern(pattern);` };
    });
  },
});
