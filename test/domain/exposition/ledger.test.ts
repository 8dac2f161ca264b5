import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { advance, entered, type Ledger, type ObservedDay } from '../../../src/domain/exposition/ledger.ts';
import type { FamilySamples } from '../../../src/domain/exposition/openmetrics.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-11-20T00:00:00Z');

const family = (values: Readonly<Record<string, number>>): FamilySamples => ({
  type: 'counter',
  name: 'calls',
  help: 'Calls.',
  values: new Map(Object.entries(values)),
});

const day = (number: number, values: Readonly<Record<string, number>>): ObservedDay => ({
  start: FIRST + number * DAY,
  families: [family(values)],
});

/** What the counters show. */
const shown = (ledger: Ledger): Readonly<Record<string, number>> =>
  Object.fromEntries(entered(ledger, [family({})])[0]!.values);

test('advance() adds up the days it holds', () => {
  const ledger = advance(undefined, [day(0, { a: 5 }), day(1, { a: 2, b: 1 })]);

  assert.deepEqual(shown(ledger), { a: 7, b: 1 });
  assert.equal(ledger.since, FIRST);
});

test('advance() keeps what a sample had come to when a correction lowers it or moves it to another', () => {
  const before = advance(undefined, [day(0, {}), day(1, { 'unpriced{model="a"}': 3 })]);

  const after = advance(before, [day(0, {}), day(1, { 'unpriced{model="a"}': 1, 'unpriced{model="b"}': 2 })]);

  assert.deepEqual(shown(after), { 'unpriced{model="a"}': 3, 'unpriced{model="b"}': 2 });
});

test('advance() carries on what was counted when a day is held no more, and counts late calls of yesterday', () => {
  const evening = advance(undefined, [day(0, { a: 10 }), day(1, { a: 20 })]);

  const nextDay = advance(evening, [day(1, { a: 25 }), day(2, { a: 1 })]);

  assert.deepEqual(shown(nextDay), { a: 36 });
  assert.equal(nextDay.since, FIRST);
});

test('advance() begins again after two days in which nobody asked, and says so by its instant', () => {
  const before = advance(undefined, [day(0, { a: 10 }), day(1, { a: 20 })]);

  const after = advance(before, [day(2, { a: 4 }), day(3, { a: 1 })]);

  assert.deepEqual(shown(after), { a: 5 });
  assert.equal(after.since, FIRST + 2 * DAY);
});

test('no counter goes back from one scrape to the next, whatever is corrected and whenever days change', () => {
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(50));
  const scrape = fc.record({ days: fc.constantFrom(0, 0, 0, 1), yesterday: values, today: values });

  fc.assert(
    fc.property(fc.array(scrape, { maxLength: 30 }), (scrapes) => {
      let ledger: Ledger | undefined;
      let today = 1;
      let last: Readonly<Record<string, number>> = {};
      for (const { days, yesterday, today: now } of scrapes) {
        today += days;
        ledger = advance(ledger, [day(today - 1, yesterday), day(today, now)]);
        const current = shown(ledger);
        for (const [name, value] of Object.entries(last)) assert.ok((current[name] ?? 0) >= value, name);
        last = current;
      }
    }),
  );
});

test('entered() shows gauges as they are now', () => {
  const gauge: FamilySamples = { type: 'gauge', name: 'open', help: 'Open.', values: new Map([['open', 3]]) };

  const [shownGauge] = entered(advance(undefined, [{ start: FIRST, families: [gauge] }]), [gauge]);

  assert.deepEqual(shownGauge, gauge);
});
