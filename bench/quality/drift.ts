/**
 * Measures drift and anomalies on 26 weeks of stationary synthetic traffic, and how surely injected shifts are flagged
 * within one hour of 500 calls: `node bench/quality/drift.ts`. Takes some minutes; writes the result into docs/quality.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { anomaliesOf } from '../../src/domain/summarise/anomaly.ts';
import { type Baseline, baselineOf, historyPoint } from '../../src/domain/summarise/baseline.ts';
import { driftOf, flaggedDrift } from '../../src/domain/summarise/drift.ts';
import { mergeAll, type Rollup } from '../../src/domain/summarise/rollup.ts';
import { SCOPE } from '../../test/domain/summarise/facts.ts';
import { hourOfTraffic, randomFrom, type Shift } from '../../test/domain/summarise/traffic.ts';
import { replaceBetween } from '../../tools/markers.ts';

const WEEK = 168;
const WEEKS = 26;
const REFERENCE_WEEKS = 4;
const BASELINE_WEEKS = 6;
const TRIALS = 200;

const hours: readonly Rollup[] = Array.from({ length: WEEKS * WEEK }, (_, hour) =>
  hourOfTraffic(hour, randomFrom(hour + 1)),
);
const points = hours.map(historyPoint);
const referenceFor = (hour: number): Rollup =>
  mergeAll(
    SCOPE,
    Array.from({ length: REFERENCE_WEEKS }, (_, back) =>
      hours.slice(hour - (back + 1) * WEEK - 1, hour - (back + 1) * WEEK + 2),
    ).flat(),
  );

let checks = 0;
let drifted = 0;
let comparisons = 0;
for (let hour = REFERENCE_WEEKS * WEEK + 1; hour < hours.length; hour += 1) {
  const findings = driftOf(hours[hour]!, referenceFor(hour));
  checks += 1;
  comparisons += findings.length;
  if (flaggedDrift(findings).length > 0) drifted += 1;
}

let judged = 0;
let odd = 0;
let oddHours = 0;
let baseline: Baseline | undefined;
for (let hour = BASELINE_WEEKS * WEEK; hour < hours.length; hour += 1) {
  if (hour % WEEK === 0) baseline = baselineOf(points.slice(hour - BASELINE_WEEKS * WEEK, hour), 'UTC');
  const anomalies = anomaliesOf(points[hour]!, baseline!);
  judged += Object.keys(points[hour]!.measures).length;
  odd += anomalies.length;
  if (anomalies.length > 0) oddHours += 1;
}

const detected = (shift: Shift, subject: string): number => {
  let found = 0;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const hour = REFERENCE_WEEKS * WEEK + 1 + trial * 5;
    const now = hourOfTraffic(hour, randomFrom(900_000 + trial), { calls: 500, ...shift });
    if (flaggedDrift(driftOf(now, referenceFor(hour))).some((finding) => finding.subject === subject)) found += 1;
  }
  return found;
};

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const table = [
  '| What | Measured |',
  '| --- | --- |',
  `| Stationary hours in which any distribution is flagged as drifted | ${drifted} of ${checks} (${percent(drifted / checks)}); ${comparisons} comparisons |`,
  `| Stationary measures of an hour called anomalous | ${odd} of ${judged} (${percent(odd / judged)}), in ${oddHours} hours |`,
  `| Prompts two standard deviations longer: flagged in the first hour of 500 calls | ${detected({ promptDeviations: 2 }, 'prompt_length')} of ${TRIALS} |`,
  `| Prompts half a standard deviation longer | ${detected({ promptDeviations: 0.5 }, 'prompt_length')} of ${TRIALS} |`,
  `| Refusals from 5 % to 15 % | ${detected({ refusalRate: 0.15 }, 'refusal_rate')} of ${TRIALS} |`,
  `| Refusals from 5 % to 8 % | ${detected({ refusalRate: 0.08 }, 'refusal_rate')} of ${TRIALS} |`,
].join('\n');
console.log(table);
writeFileSync('docs/quality.md', replaceBetween(readFileSync('docs/quality.md', 'utf8'), 'drift', table));
