/** Pages that list what the code has list all of it. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ASSESSOR_NAMES } from '../../src/domain/assess/settings.ts';
import * as LIMITS from '../../src/domain/decode/limits.ts';
import { MAX_POINTS } from '../../src/domain/otlp/dialects/metrics/condense.ts';
import * as OTLP_LIMITS from '../../src/domain/otlp/wire/limits.ts';
import { ENTITIES } from '../../src/domain/redact/entities.ts';
import { DEFAULT_PROJECT_SETTINGS } from '../../src/domain/settings/settings.ts';
import { assessorTable } from '../../tools/quality/assessor-table.ts';
import { pageAt } from './pages.ts';

/** The page has a row of a table that begins with the name. */
const hasRow = (page: string, name: string): boolean =>
  page.split('\n').some((line) => line.startsWith(`| \`${name}\``));

test('docs/privacy.md names every type of personal data that is found', () => {
  const page = pageAt('docs/privacy.md');

  const absent = Object.keys(ENTITIES).filter((type) => !new RegExp(`\\b${type}\\b`).test(page));

  assert.deepEqual(absent, []);
});

test('docs/quality.md says of every assessor what it looks at', () => {
  const [before] = pageAt('docs/quality.md').split('<!-- assessors -->') as [string];

  assert.deepEqual(
    ASSESSOR_NAMES.filter((name) => !hasRow(before, name)),
    [],
  );
});

test('docs/quality.md holds the measured table of assessors; run npx node tools/quality.ts when it does not', () => {
  assert.ok(pageAt('docs/quality.md').includes(assessorTable()));
});

test('docs/limits.md states every limit of requests as it is', () => {
  const page = pageAt('docs/limits.md');
  const limits = [...Object.entries(LIMITS), ...Object.entries(OTLP_LIMITS), ['MAX_POINTS', MAX_POINTS] as const];
  const shown = (limit: number): readonly string[] => [
    limit.toLocaleString('en-US'),
    String(limit),
    `${limit / 1024 / 1024} MiB`,
  ];

  const absent = limits.filter(
    ([, limit]) => typeof limit === 'number' && !shown(limit).some((text) => new RegExp(`\\b${text}\\b`).test(page)),
  );

  assert.deepEqual(absent, []);
});

test('docs/settings.md has a row for every section of settings', () => {
  const page = pageAt('docs/settings.md');

  assert.deepEqual(
    Object.keys(DEFAULT_PROJECT_SETTINGS).filter((section) => !hasRow(page, section)),
    [],
  );
});

test('docs/architecture.md says of every folder of src/domain what it is for', () => {
  const page = pageAt('docs/architecture.md');

  const absent = readdirSync('src/domain').filter(
    (stage) => !page.includes(`\`${stage}\``) && !page.includes(`src/domain/${stage}\``),
  );

  assert.deepEqual(absent, []);
});
