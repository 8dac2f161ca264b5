import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSchedule } from '../../../local/triggers/schedule-expression.ts';

const at = (iso: string): number => Date.parse(iso);

/** Every time the schedule is due in a span, asked for as the scheduler asks: step by step. */
const dueTimes = (expression: string, timezone: string, from: string, until: string, stepMs = 60_000): string[] => {
  const timetable = parseSchedule(expression, timezone, at(from));
  const times: string[] = [];
  let last = at(from) - 1;
  for (let now = at(from); now <= at(until); now += stepMs) {
    const due = timetable.latestDue(last, now);
    if (due === undefined) continue;
    last = due;
    times.push(new Date(due).toISOString().replace('.000Z', 'Z'));
  }
  return times;
};

const cases: readonly (readonly [
  expression: string,
  timezone: string,
  from: string,
  until: string,
  due: readonly string[],
])[] = [
  [
    'rate(30 minutes)',
    'UTC',
    '2026-11-21T10:03:00Z',
    '2026-11-21T11:10:00Z',
    ['2026-11-21T10:03:00Z', '2026-11-21T10:33:00Z', '2026-11-21T11:03:00Z'],
  ],
  ['rate(1 hour)', 'UTC', '2026-11-21T10:00:00Z', '2026-11-21T10:59:00Z', ['2026-11-21T10:00:00Z']],
  [
    'cron(5 * * * ? *)',
    'UTC',
    '2026-11-21T10:00:00Z',
    '2026-11-21T12:00:00Z',
    ['2026-11-21T10:05:00Z', '2026-11-21T11:05:00Z'],
  ],
  [
    'cron(0/20 10 * * ? *)',
    'UTC',
    '2026-11-21T09:00:00Z',
    '2026-11-21T12:00:00Z',
    ['2026-11-21T10:00:00Z', '2026-11-21T10:20:00Z', '2026-11-21T10:40:00Z'],
  ],
  ['cron(0 9 ? * 2 *)', 'UTC', '2026-11-21T00:00:00Z', '2026-11-24T00:00:00Z', ['2026-11-23T09:00:00Z']],
  ['cron(0 9 ? * MON *)', 'Europe/Berlin', '2026-11-21T00:00:00Z', '2026-11-24T00:00:00Z', ['2026-11-23T08:00:00Z']],
  ['cron(0 0 L * ? *)', 'UTC', '2026-11-21T00:00:00Z', '2026-12-02T00:00:00Z', ['2026-11-30T00:00:00Z']],
  ['cron(0 0 1 1 ? 2027)', 'UTC', '2026-11-21T00:00:00Z', '2026-12-02T00:00:00Z', []],
  [
    'at(2026-11-21T10:30:00)',
    'America/New_York',
    '2026-11-21T15:00:00Z',
    '2026-11-21T16:00:00Z',
    ['2026-11-21T15:30:00Z'],
  ],
];

for (const [expression, timezone, from, until, due] of cases)
  test(`${expression} in ${timezone} is due ${due.length === 0 ? 'never' : `at ${due.join(', ')}`} from ${from} on`, () => {
    assert.deepEqual(dueTimes(expression, timezone, from, until), due);
  });

test('a daily schedule fires once on the days when clocks change', () => {
  assert.deepEqual(
    dueTimes('cron(30 2 * * ? *)', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z').length,
    2,
  );
  assert.deepEqual(
    dueTimes('cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z').length,
    2,
  );
});

test('a time is due until the very second of the next one', () => {
  const timetable = parseSchedule('cron(0/15 * * * ? *)', 'UTC', 0);

  const due = timetable.latestDue(at('2026-11-21T11:00:00Z'), at('2026-11-21T11:29:59Z') + 1);

  assert.equal(due, at('2026-11-21T11:15:00Z'));
});

test('a time is due once, however often and at whatever moments the scheduler looks', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 * 60_000 }), { maxLength: 40 }), (pauses) => {
      const timetable = parseSchedule('cron(0/15 * * * ? *)', 'UTC', 0);
      const start = at('2026-11-21T10:00:01Z');
      let now = start;
      let last = start;
      for (const pause of pauses) {
        now += pause;
        const due = timetable.latestDue(last, now);
        // What is due lies after what was due before, and nothing due is left between it and now.
        if (due !== undefined && !(due > last && due <= now && now - due < 15 * 60_000)) return false;
        if (due === undefined && Math.floor(now / 900_000) > Math.floor(last / 900_000)) return false;
        last = due ?? last;
      }
      return true;
    }),
  );
});

const invalid = [
  'every hour',
  'rate(0 minutes)',
  'rate(5 seconds)',
  'cron(* * * * *)',
  'cron(0 9 * * MON *)',
  'cron(99 * * * ? *)',
  'at(tomorrow)',
];

for (const expression of invalid)
  test(`${expression} is refused`, () => {
    assert.throws(() => parseSchedule(expression, 'UTC', 0));
  });

test('a time zone that does not exist is refused', () => {
  assert.throws(() => parseSchedule('cron(0 9 * * ? *)', 'Europe/Atlantis', 0).latestDue(0, 1e12));
});
