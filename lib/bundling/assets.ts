/**
 * Files that a function reads beside its `index.js`: tables and models that would make each cold start parse them as code.
 *
 * A source says `join(import.meta.dirname, '../names/names.bin')`, which Node and the tests read where it lies; the bundle of
 * each function whose code holds such a line gets a copy of the file, and looks for it beside itself. A plugin that makes a
 * table of its own declares it with `declare`, and reads it with the code of `readAsset`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';

/** The assets of one build: what its modules read, and the plugin that puts it beside the bundles that contain them. */
export interface Assets {
  /** Says that the module at `path` (or `namespace:path`) reads `contents` as the file `name`. */
  readonly declare: (path: string, name: string, contents: Uint8Array) => void;
  readonly plugin: Plugin;
}

/** The expression with which a plugin's code reads an asset, as a Buffer. */
export const readAsset = (name: string): string => `require('node:fs').readFileSync(__dirname + '/${name}')`;

/** The expression with which a plugin's code runs an asset that is a CommonJS module. */
export const loadAsset = (name: string): string => `require(__dirname + '/${name}')`;

/** A file named relative to the module, as a literal: anything computed could not be copied, and is left as it is. */
const REFERENCE = /\bjoin\(import\.meta\.dirname, '([^']+)'\)/g;

const OURS = /[\\/](?:src|functions)[\\/].+\.ts$/;

/** @throws Error (from the build) when a file is missing, or two of one bundle's assets have one name */
export const createAssets = (): Assets => {
  const declared = new Map<string, Map<string, Uint8Array>>();
  const declare: Assets['declare'] = (path, name, contents) => {
    const files = declared.get(path) ?? new Map<string, Uint8Array>();
    declared.set(path, files.set(name, contents));
  };
  return {
    declare,
    plugin: {
      name: 'assets',
      setup: ({ initialOptions, onLoad, onEnd }) => {
        initialOptions.metafile = true;
        onLoad({ filter: OURS }, ({ path }) => {
          const source = readFileSync(path, 'utf8');
          if (!source.includes('import.meta.dirname')) return undefined;
          const contents = source.replace(REFERENCE, (_, file: string) => {
            declare(path, basename(file), readFileSync(join(dirname(path), file)));
            return `join(__dirname, '${basename(file)}')`;
          });
          return { contents, loader: 'ts' };
        });
        onEnd(({ metafile }) => {
          if (metafile !== undefined) writeAssets(metafile, initialOptions, declared);
        });
      },
    },
  };
};

/** Copies each bundle's assets beside it. A bundle that dropped a module's code needs none of its files. */
const writeAssets = (
  { outputs }: Metafile,
  { absWorkingDir = process.cwd() }: BuildOptions,
  declared: ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>,
): void => {
  // Inputs are relative to the working directory, but for those of another namespace: `namespace:path`.
  const nameOf = (path: string): string => (isAbsolute(path) ? relative(absWorkingDir, path) : path);
  const byInput = new Map([...declared].map(([path, files]) => [nameOf(path), files]));
  for (const [output, { inputs }] of Object.entries(outputs)) {
    const folder = dirname(join(absWorkingDir, output));
    const written = new Map<string, Uint8Array>();
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      for (const [name, contents] of (bytesInOutput > 0 && byInput.get(input)) || []) {
        if (written.has(name) && !Buffer.from(written.get(name)!).equals(contents)) {
          throw new Error(`two files called ${name} would lie beside ${output}: rename the one of ${input}`);
        }
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, name), contents);
        written.set(name, contents);
      }
    }
  }
};
