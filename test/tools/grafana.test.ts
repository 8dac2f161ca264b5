/** The Grafana dashboard asks for what GET /metrics answers with, by names and labels that exist. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { familiesOf } from '../../src/domain/exposition/families.ts';
import { samplesOf } from '../../src/domain/exposition/openmetrics.ts';

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

const read = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
const { panels } = JSON.parse(read('grafana/sightglass.json')) as { readonly panels: readonly Panel[] };

const nothing = { count: 1, sum: 1, countUpTo: () => 1 };
const figures = {
  model: 'm',
  provider: 'p',
  ...{ calls: 2, errors: 1, unpriced: 1, inputTokens: 1, outputTokens: 1, costNanoUsd: 1, lowQuality: 1 },
  ...{ validationFailures: 1, safetyFlags: { c: 1 } },
  ...{ latencyMs: nothing, timeToFirstTokenMs: nothing, outputLength: nothing },
};
const totals = { cacheHits: 1, redactionFindings: 1, redactionFailures: 1, feedback: { rating: 1 }, activeSessions: 1 };
const samples = familiesOf({ models: [figures], routes: [figures], totals })
  .flatMap((family) => [...samplesOf(family).values.keys()])
  .concat('sightglass_open_hour_included');
const labelsBy = Map.groupBy(
  samples.flatMap((sample) => {
    const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})?$/.exec(sample) ?? [];
    return [...labels.matchAll(/(\w+)="/g)].map(([, label]) => ({ name, label })).concat({ name, label: '' });
  }),
  ({ name }) => name,
);

test('every query of the Grafana dashboard names metrics and labels that are exposed', () => {
  const queries = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

  assert.ok(queries.length > 20);
  for (const { title, expr } of queries) {
    const selectors = [...expr.matchAll(/\b((?:llm|ai|sightglass)_\w+)(?:\{([^}]*)\})?/g)];
    assert.ok(selectors.length > 0, title);
    for (const [, name = '', matchers = ''] of selectors) {
      const labels = labelsBy.get(name)?.map(({ label }) => label);
      assert.ok(labels, `${title}: ${name} is not exposed`);
      for (const [, label] of matchers.matchAll(/(\w+)=/g)) assert.ok(labels.includes(label), `${title}: ${label}`);
    }
  }
});

test('every exposed family has a panel and a row in docs/prometheus.md', () => {
  const dashboard = JSON.stringify(panels);
  const page = read('prometheus.md');

  for (const { name, type } of familiesOf({ models: [figures], routes: [figures], totals })) {
    assert.ok(dashboard.includes(name), `no panel shows ${name}`);
    assert.ok(page.includes(`\`${name}${type === 'counter' ? '_total' : ''}\``), `docs/prometheus.md lacks ${name}`);
  }
});

test('the panels of the Grafana dashboard do not lie over each other', () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );

  assert.equal(new Set(cells).size, cells.length);
});
