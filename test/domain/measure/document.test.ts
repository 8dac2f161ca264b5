import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { METRICS } from '../../../src/domain/measure/catalogue.ts';
import { MAX_METRICS_PER_DIRECTIVE } from '../../../src/domain/measure/emf.ts';
import { MEANINGS } from '../../../src/domain/measure/meanings.ts';
import { HOMES, metricsDocument } from '../../../tools/metrics/document.ts';

const document = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');

test('docs/metrics.md is what the catalogue says; run node tools/metrics/write.ts when it is not', () => {
  assert.equal(document, metricsDocument());
});

test('docs/metrics.md lists each metric with unit, meaning and monthly price', () => {
  for (const [name, { unit }] of Object.entries(METRICS)) {
    const row = document.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
    assert.ok(
      row?.includes(` ${unit} |`) && row.includes(MEANINGS[name as keyof typeof METRICS]) && row.endsWith('$0.30 |'),
      `${name}: ${row}`,
    );
  }
});

test('the metrics of a deployment with healthy traffic and no extras cost less than a dollar a month', () => {
  const healthy = Object.values(METRICS).filter(
    ({ presence }) => presence === 'calls' || presence === 'summary',
  ).length;

  assert.ok((healthy - 10) * 0.3 < 1, `${healthy} metrics`);
});

test('the whole catalogue fits one directive', () => {
  assert.ok(Object.keys(METRICS).length <= MAX_METRICS_PER_DIRECTIVE);
});

test('what guides ask for has a home in metrics that exist', () => {
  const named = HOMES.flatMap(([, metrics]) => [...metrics.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name!));

  assert.ok(named.length > 25);
  for (const name of named) assert.ok(name in METRICS || name === 'Category', name);
});
