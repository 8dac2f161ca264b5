/** Periods on a project's clock: hours add up to days and weeks, clock changes included. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  daysOf,
  hourOfWeek,
  hoursOf,
  lastClosed,
  PERIOD_KINDS,
  periodLabel,
  periodOf,
  previousPeriod,
} from '../../../src/domain/summarise/period.ts';

const HOUR_MS = 3_600_000;

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
  'Africa/Cairo',
  'Pacific/Apia',
  'America/St_Johns',
];

/** Around clock changes: Lord Howe by half an hour, Apia by a whole day, Cairo and Santiago at midnight, the rest. */
const CHANGES = [
  Date.UTC(2026, 3, 4, 15),
  Date.UTC(2026, 9, 3, 15, 30),
  Date.UTC(2011, 11, 30, 10),
  Date.UTC(2026, 3, 23, 22),
  Date.UTC(2026, 9, 29, 21),
  Date.UTC(2026, 8, 6, 4),
  Date.UTC(2026, 3, 5, 3),
  Date.UTC(2026, 2, 8, 7),
  Date.UTC(2026, 10, 1, 6),
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
];

const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2037, 0, 1) }),
  fc
    .record({ change: fc.constantFrom(...CHANGES), minutes: fc.integer({ min: -1500, max: 1500 }) })
    .map(({ change, minutes }) => change + minutes * 60_000),
);
const zone = fc.constantFrom(...ZONES);

test('every instant lies in exactly one period of each kind, and the next one starts where it ends', () => {
  fc.assert(
    fc.property(instant, zone, fc.constantFrom(...PERIOD_KINDS), (at, where, kind) => {
      const period = periodOf(at, kind, where);

      assert.ok(period.start <= at && at < period.end, JSON.stringify(period));
      assert.deepEqual(periodOf(period.start, kind, where), period);
      assert.deepEqual(periodOf(period.end - 1, kind, where), period);
      assert.equal(periodOf(period.end, kind, where).start, period.end);
      assert.equal(previousPeriod(period).end, period.start);
    }),
    { numRuns: 1500 },
  );
});

test('hours fill their day and days their week without gap or overlap', () => {
  fc.assert(
    fc.property(instant, zone, (at, where) => {
      const week = periodOf(at, 'week', where);
      const days = daysOf(week);
      const hours = days.flatMap(hoursOf);

      assert.equal(days[0]!.start, week.start);
      assert.equal(days.at(-1)!.end, week.end);
      assert.equal(hours[0]!.start, week.start);
      hours.slice(1).forEach((hour, at_) => {
        assert.equal(hour.start, hours[at_]!.end);
      });
      assert.equal(hours.at(-1)!.end, week.end);
    }),
    { numRuns: 100 },
  );
});

test('days have 23 hours when clocks go forward and 25 when they go back', () => {
  const spring = periodOf(Date.UTC(2026, 2, 29, 12), 'day', 'Europe/Berlin');
  const autumn = periodOf(Date.UTC(2026, 9, 25, 12), 'day', 'Europe/Berlin');
  const plain = periodOf(Date.UTC(2026, 5, 1, 12), 'day', 'Europe/Berlin');

  assert.equal(hoursOf(spring).length, 23);
  assert.equal(hoursOf(autumn).length, 25);
  assert.equal(hoursOf(plain).length, 24);
  assert.equal((autumn.end - autumn.start) / HOUR_MS, 25);
});

test('days start where midnight does not exist: Cairo and Santiago jump from 23:59 to 01:00', () => {
  const cairo = periodOf(Date.UTC(2026, 3, 24, 12), 'day', 'Africa/Cairo');
  const santiago = periodOf(Date.UTC(2026, 8, 6, 12), 'day', 'America/Santiago');

  assert.equal(hoursOf(cairo).length, 23);
  assert.equal(hoursOf(santiago).length, 23);
  assert.equal(periodLabel(cairo), '2026-04-24');
});

test('hours start at half past UTC in India and are still an hour long', () => {
  const hour = periodOf(Date.UTC(2026, 10, 2, 10, 10), 'hour', 'Asia/Kolkata');

  assert.equal(new Date(hour.start).toISOString(), '2026-11-02T09:30:00.000Z');
  assert.equal(hour.end - hour.start, HOUR_MS);
});

test('weeks are ISO weeks: they start on Monday and are numbered by their Thursday', () => {
  const labels = [Date.UTC(2026, 11, 31), Date.UTC(2027, 0, 3), Date.UTC(2027, 0, 4), Date.UTC(2024, 11, 30)].map(
    (at) => periodLabel(periodOf(at, 'week', 'UTC')),
  );

  assert.deepEqual(labels, ['2026-W53', '2026-W53', '2027-W01', '2025-W01']);
});

test('lastClosed() is the period that ended last', () => {
  const now = Date.UTC(2026, 10, 2, 10, 59, 59);

  assert.equal(new Date(lastClosed(now, 'hour', 'UTC').start).toISOString(), '2026-11-02T09:00:00.000Z');
  assert.equal(new Date(lastClosed(now, 'day', 'UTC').start).toISOString(), '2026-11-01T00:00:00.000Z');
  assert.equal(periodLabel(lastClosed(now, 'week', 'UTC')), '2026-W44');
});

test('hourOfWeek() follows the local clock through a clock change', () => {
  const before = hourOfWeek(Date.UTC(2026, 9, 23, 7), 'Europe/Berlin');
  const after = hourOfWeek(Date.UTC(2026, 9, 30, 8), 'Europe/Berlin');

  assert.equal(before, 4 * 24 + 9);
  assert.equal(after, before);
});
