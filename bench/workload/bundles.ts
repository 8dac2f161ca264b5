/** The bundles of all functions, as a deployment has them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUNDLER = join(import.meta.dirname, '../../lib/bundling/bundle-functions.ts');

export interface Bundles {
  readonly folder: string;
  /** Where esbuild tells what each is made of. */
  readonly meta: string;
  readonly remove: () => void;
}

export const makeBundles = (): Bundles => {
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-bench-bundles-'));
  const meta = join(folder, 'meta.json');
  execFileSync(process.execPath, [BUNDLER, folder, meta], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, meta, remove: () => rmSync(folder, { recursive: true }) };
};
