/**
 * Measures the assessors on their labelled cases and writes the table into docs/quality.md, between its markers:
 * `node tools/quality.ts`, or with `--check` to see whether the page is up to date (exits with 1 when it isn't).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { replaceBetween } from './markers.ts';
import { assessorTable } from './quality/assessor-table.ts';

const PAGE = 'docs/quality.md';

const table = assessorTable();
console.log(table);
const before = readFileSync(PAGE, 'utf8');
const after = replaceBetween(before, 'assessors', table);
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(`${PAGE} is out of date; run: node tools/quality.ts`);
    process.exitCode = 1;
  }
} else writeFileSync(PAGE, after);
