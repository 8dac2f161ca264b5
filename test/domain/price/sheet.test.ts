import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePrices, ratesFor } from '../../../src/domain/price/sheet.ts';
import { PRICE_VERSION, SHEETS } from '../../../src/domain/price/table.ts';

const at = (iso: string): number => Date.parse(iso);
const NOON = at('2026-11-21T12:00:00Z');

test('ratesFor() takes the long-context prices for the whole request once it is longer than the threshold', () => {
  const prices = parsePrices('i3 o15 r.3 >200000 i6 o22.5');

  const short = ratesFor(prices, { at: NOON, tier: 'standard', inputTokens: 200_000 });
  const long = ratesFor(prices, { at: NOON, tier: 'standard', inputTokens: 200_001 });

  assert.deepEqual(short, { input: 3_000_000, output: 15_000_000, cacheRead: 300_000 });
  assert.deepEqual(long, { input: 6_000_000, output: 22_500_000, cacheRead: 300_000 });
});

test('ratesFor() takes the highest threshold that a request is over', () => {
  const prices = parsePrices('i1 >1000 i2 >2000 i3');

  assert.equal(ratesFor(prices, { at: NOON, tier: 'standard', inputTokens: 2_001 })?.input, 3_000_000);
});

test('ratesFor() has no price for a tier that is not listed, nor for its long requests when only short ones are', () => {
  const prices = parsePrices('i3 >200000 i6 batch i1.5');

  assert.equal(ratesFor(prices, { at: NOON, tier: 'priority', inputTokens: 10 }), undefined);
  assert.deepEqual(ratesFor(prices, { at: NOON, tier: 'batch', inputTokens: 10 }), { input: 1_500_000 });
  assert.equal(ratesFor(prices, { at: NOON, tier: 'batch', inputTokens: 200_001 }), undefined);
});

test('ratesFor() takes the prices of the day', () => {
  const prices = parsePrices('i3 @2026-03-13 i2 @2026-06-01 i1');
  const inputAt = (iso: string) => ratesFor(prices, { at: at(iso), tier: 'standard', inputTokens: 1 })?.input;

  assert.equal(inputAt('2026-03-12T23:59:59.999Z'), 3_000_000);
  assert.equal(inputAt('2026-03-13T00:00:00Z'), 2_000_000);
  assert.equal(inputAt('2027-01-01T00:00:00Z'), 1_000_000);
});

test('ratesFor() takes the prices of the hour, over midnight too, on the weekdays that are named', () => {
  const day = parsePrices('i1 @01:00-04:00/1-5 i2');
  const night = parsePrices('i1 @16:30-00:30 i.5');
  const inputAt = (prices: ReturnType<typeof parsePrices>, iso: string) =>
    ratesFor(prices, { at: at(iso), tier: 'standard', inputTokens: 1 })?.input;

  // 20 November 2026 is a Friday.
  assert.equal(inputAt(day, '2026-11-20T01:00:00Z'), 2_000_000);
  assert.equal(inputAt(day, '2026-11-20T03:59:59Z'), 2_000_000);
  assert.equal(inputAt(day, '2026-11-20T04:00:00Z'), 1_000_000);
  assert.equal(inputAt(day, '2026-11-21T02:00:00Z'), 1_000_000);
  assert.equal(inputAt(night, '2026-11-20T23:00:00Z'), 500_000);
  assert.equal(inputAt(night, '2026-11-20T00:29:00Z'), 500_000);
  assert.equal(inputAt(night, '2026-11-20T00:30:00Z'), 1_000_000);
});

test('parsePrices() reads every line of the table, and a line without prices as a model without any', () => {
  for (const lines of Object.values(SHEETS)) {
    for (const line of lines.trim().split('\n')) assert.ok(parsePrices(line.split('|')[2]!).length > 0, line);
  }
  assert.deepEqual(ratesFor(parsePrices(''), { at: NOON, tier: 'standard', inputTokens: 1 }), {});
});

test('parsePrices() refuses a word that is no price', () => {
  assert.throws(() => parsePrices('i3 x5'), /cannot read the word "x5"/);
});

test('the price version names the source and changes with the prices', () => {
  assert.match(PRICE_VERSION, /^\d+\.\d+\.\d+-[0-9a-f]{8}$/);
});
