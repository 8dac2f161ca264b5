/** A folder of its own for a test, gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

export const temporaryDirectory = (context: Pick<TestContext, 'after'>): string => {
  const directory = mkdtempSync(join(tmpdir(), 'local-aws-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
