/**
 * An esbuild plugin that puts RE2 beside the bundles and loads it when the first pattern is compiled: 148 KB that only projects with
 * patterns of their own need.
 */
import { build, type Plugin } from 'esbuild';
import { type Assets, loadAsset } from './assets.ts';

const PATTERNS = /[\\/]src[\\/]domain[\\/]redact[\\/]policy[\\/]re2\.ts$/;

export const lazyPatterns = ({ declare }: Assets): Plugin => ({
  name: 'lazy-patterns',
  setup: ({ onLoad, initialOptions }) => {
    const { absWorkingDir, target, mainFields } = initialOptions;
    onLoad({ filter: PATTERNS }, async ({ path }) => {
      const chunk = await build({
        ...(absWorkingDir === undefined ? {} : { absWorkingDir }),
        ...(target === undefined ? {} : { target }),
        ...(mainFields === undefined ? {} : { mainFields }),
        entryPoints: [path],
        bundle: true,
        minify: true,
        platform: 'node',
        format: 'cjs',
        legalComments: 'none',
        charset: 'utf8',
        write: false,
      });
      declare(path, 're2.js', chunk.outputFiles[0]!.contents);
      return { contents: `export const compilePattern = (pattern) => ${loadAsset('re2.js')}.compilePattern(pattern);` };
    });
  },
});
