/** Checks the table against the second source, LiteLLM's price list: the same call must cost the same, or have no price. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createPricer } from '../../../src/domain/price/pricer.ts';

const read = (file: string): readonly (readonly string[])[] =>
  readFileSync(new URL(`../../../tools/prices/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split('|'));

const NOON = Date.parse('2026-11-21T12:00:00Z');
const price = createPricer();

/** Dollars per million tokens are nano-dollars per thousandth of a token: a thousand tokens at $3 are 3 000 000. */
const nanoOfThousand = (prices: string, code: string): number => {
  const standard = prices.split(/ (?=[>@]|batch|flex|priority)/)[0]!;
  const amount = new RegExp(`(?:^| )${code}([\\d.]+)`).exec(standard)?.[1];
  return Math.round(Number(amount ?? 0) * 1_000_000);
};

test('the table and the second source agree on what a thousand tokens in and out cost', () => {
  const settled = new Set(
    read('corrections.txt').flatMap(([seller, id, names = '']) =>
      [id!, ...names.split(' ')].map((name) => `${seller}/${name.replace(/^[\^$*]/, '')}`),
    ),
  );
  const bedrock = new Set(read('second-source.txt').map(([seller, name]) => `${seller}/${name}`));
  const disagreeing: string[] = [];
  let agreeing = 0;

  for (const [seller = '', name = '', prices = ''] of read('second-source.txt')) {
    // Bedrock's bare names stand for calls within a region, which cost what the profile of the US does.
    if (
      settled.has(`${seller}/${name}`) ||
      bedrock.has(`${seller}/us.${name}`) ||
      bedrock.has(`${seller}/us.anthropic.${name}`)
    )
      continue;
    const output = nanoOfThousand(prices, 'o');
    const usage = { inputTokens: 1_000, ...(output === 0 ? {} : { outputTokens: 1_000 }) };

    const cost = price({ provider: seller, model: name, usage, start: NOON });

    if (cost.source !== 'computed') continue;
    const expected = nanoOfThousand(prices, 'i') + output;
    if (cost.nanoUsd === expected) agreeing += 1;
    else disagreeing.push(`${seller}/${name}: ${cost.nanoUsd} by ${cost.pricedModel}, ${expected} by ${prices}`);
  }

  assert.deepEqual(disagreeing, []);
  assert.ok(agreeing > 700, `only ${agreeing} models could be compared`);
});
