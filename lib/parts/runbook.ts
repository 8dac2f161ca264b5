/** The sections of docs/runbook.md, so that an alarm that links to none cannot be built. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const RUNBOOK = join(import.meta.dirname, '../../docs/runbook.md');

/** The names of the runbook's alarm sections: its second-level headings that are one hyphenated word, which are their own anchors. */
export const runbookSections = (): ReadonlySet<string> => {
  sections ??= new Set([...readFileSync(RUNBOOK, 'utf8').matchAll(/^## ([a-z0-9-]+)$/gm)].map((match) => match[1]!));
  return sections;
};

let sections: ReadonlySet<string> | undefined;
