import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPricer } from '../../../src/domain/price/pricer.ts';
import { sellerOf } from '../../../src/domain/price/provider.ts';
import type { Basis, GoldenCase } from './golden/golden-case.ts';
import { GOLDEN_CASES } from './golden/golden-cases.ts';

const price = createPricer();
const NOON = '2026-11-21T12:00:00Z';

const nameOf = ({ provider, model, serviceTier, at, usage }: GoldenCase): string =>
  [provider, model, serviceTier, at, `${JSON.stringify(usage)}`].filter((part) => part !== undefined).join(' ');

for (const golden of GOLDEN_CASES) {
  test(`createPricer() prices ${nameOf(golden)} as published`, () => {
    const { provider, model, serviceTier, usage, at = NOON } = golden;

    const cost = price({
      provider,
      model,
      usage,
      start: Date.parse(at),
      ...(serviceTier === undefined ? {} : { serviceTier }),
    });

    assert.equal(cost.source, 'computed', `${JSON.stringify(cost)}; ${golden.source} says: ${golden.published}`);
    assert.equal(cost.nanoUsd, golden.nanoUsd, `${golden.source} says: ${golden.published}`);
  });
}

test('the golden cases are at least sixty, over at least nine providers', () => {
  const sellers = new Set(GOLDEN_CASES.map(({ provider }) => sellerOf(provider)));

  assert.ok(GOLDEN_CASES.length >= 60);
  assert.ok(sellers.size >= 9, [...sellers].join(', '));
  assert.ok(GOLDEN_CASES.some(({ usage }) => usage.cacheWrite1hTokens !== undefined));
});

test('every golden case says how its price is known, and docs/costs.md says it of all', () => {
  const known = Map.groupBy(GOLDEN_CASES, ({ basis }) => basis);
  const count = (basis: Basis): number => known.get(basis)?.length ?? 0;
  const page = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8').replaceAll('\n', ' ');

  const stated = `${GOLDEN_CASES.length} calls: for ${count('page')} the provider's own page was read, for ${count('transcript')} a transcription of it, and ${count('tables')} rest on the two price lists`;

  assert.ok(page.includes(stated), `docs/costs.md should say: ${stated}`);
});
