/** Drift: injected shifts are flagged within the first full hour, and stationary traffic is left in peace. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diverge } from '../../../src/domain/summarise/divergence.ts';
import { type DriftFinding, driftOf, flaggedDrift } from '../../../src/domain/summarise/drift.ts';
import { periodOf } from '../../../src/domain/summarise/period.ts';
import { referencePeriods } from '../../../src/domain/summarise/reference.ts';
import { mergeAll, type Rollup } from '../../../src/domain/summarise/rollup.ts';
import { SCOPE } from './facts.ts';
import { hourOfTraffic, randomFrom, type Shift } from './traffic.ts';

const WEEK = 168;
/** Tuesday, ten o'clock, in the fifth week. */
const HOUR = 4 * WEEK + 34;

const hours = new Map<number, Rollup>();
const stationary = (hour: number): Rollup => {
  let rollup = hours.get(hour);
  if (rollup === undefined) {
    rollup = hourOfTraffic(hour, randomFrom(hour + 1));
    hours.set(hour, rollup);
  }
  return rollup;
};

const referenceFor = (hour: number): Rollup =>
  mergeAll(
    SCOPE,
    [1, 2, 3, 4].flatMap((weeks) => [-1, 0, 1].map((shift) => stationary(hour - weeks * WEEK + shift))),
  );

const flagged = (shift: Shift, seed: number): readonly string[] =>
  flaggedDrift(driftOf(hourOfTraffic(HOUR, randomFrom(seed), { calls: 500, ...shift }), referenceFor(HOUR))).map(
    ({ subject }) => subject,
  );

test('drift flags prompts two standard deviations longer within one hour of 500 calls, every time', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    assert.ok(flagged({ promptDeviations: 2 }, seed * 1000).includes('prompt_length'), `seed ${seed}`);
  }
});

test('drift flags refusals that go from 5 % to 15 % within one hour of 500 calls, every time', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    assert.ok(flagged({ refusalRate: 0.15 }, seed * 1000).includes('refusal_rate'), `seed ${seed}`);
  }
});

test("drift flags the app's own features and the mix of languages", () => {
  const subjects = flagged({ featureDeviations: 1, germanShare: 0.5 }, 77);

  assert.ok(subjects.includes('feature:cart_value'));
  assert.ok(subjects.includes('input_language'));
  assert.ok(!subjects.includes('feature:plan'));
});

test('drift leaves stationary traffic in peace: fewer than 1 % of hourly checks flag anything', () => {
  let flags = 0;
  let checks = 0;
  for (let hour = 4 * WEEK + 1; hour < 5 * WEEK; hour += 1) {
    checks += 1;
    if (flaggedDrift(driftOf(stationary(hour), referenceFor(hour))).length > 0) flags += 1;
  }

  assert.ok(flags / checks < 0.01, `${flags} of ${checks}`);
});

test('drift does not judge what has too few calls', () => {
  const few = hourOfTraffic(HOUR, randomFrom(5), { calls: 150, promptDeviations: 3 });

  assert.deepEqual(driftOf(few, referenceFor(HOUR)), []);
});

test('drift of a roll-up against itself is none', () => {
  const findings: readonly DriftFinding[] = driftOf(referenceFor(HOUR), referenceFor(HOUR));

  assert.ok(findings.length > 10);
  for (const { psi, jensenShannon, subject } of findings) assert.ok(psi === 0 && jensenShannon === 0, subject);
});

test('diverge() gives the PSI and the Jensen–Shannon divergence of large samples as their formulas say', () => {
  const many = 1_000_000;

  const { psi, jensenShannon, chance } = diverge([0.2 * many, 0.8 * many], [0.5 * many, 0.5 * many]);

  // (0.2−0.5)·ln(0.2/0.5) + (0.8−0.5)·ln(0.8/0.5), and the mean of both relative entropies to (0.35, 0.65), in bits.
  assert.ok(Math.abs(psi - 0.41589) < 1e-4, String(psi));
  assert.ok(Math.abs(jensenShannon - 0.07305) < 1e-4, String(jensenShannon));
  assert.ok(chance < 1e-12);
});

test('diverge() is symmetric', () => {
  const [a, b] = [diverge([30, 50, 20], [100, 300, 100]), diverge([100, 300, 100], [30, 50, 20])];

  assert.deepEqual(a, b);
});

test('referencePeriods() are the same hours of past weeks on the local clock, through a clock change', () => {
  const nine = periodOf(Date.UTC(2026, 3, 2, 7), 'hour', 'Europe/Berlin');

  const starts = referencePeriods(nine, 1).map(({ start }) => new Date(start).toISOString());

  assert.deepEqual(starts, ['2026-03-26T07:00:00.000Z', '2026-03-26T08:00:00.000Z', '2026-03-26T09:00:00.000Z']);
});

test('referencePeriods() of days are the same weekdays', () => {
  const day = periodOf(Date.UTC(2026, 10, 5), 'day', 'UTC');

  const labels = referencePeriods(day, 2).map(({ start }) => new Date(start).toISOString().slice(0, 10));

  assert.deepEqual(labels, ['2026-10-29', '2026-10-22']);
});
