/** The decision of metric alarms, against the tables of AWS's documentation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Breach, decideState } from '../../../local/aws/cloudwatch/alarms/decide.ts';
import { ALARM_STATES, type AlarmState, type MissingData } from '../../../local/aws/cloudwatch/alarms/definition.ts';

type Cell = AlarmState | 'retain';
interface Row {
  /** Oldest first: 0 does not breach, X breaches, - is missing. */
  readonly points: string;
  readonly missing: Cell;
  readonly ignore: Cell;
  readonly breaching: Cell;
  readonly notBreaching: Cell;
}

const breachesOf = (points: string): readonly Breach[] =>
  points.split(' ').map((point) => (point === '-' ? undefined : point === 'X'));

const checkTable = (datapointsToAlarm: number, rows: readonly Row[]): void => {
  for (const { points, ...cells } of rows)
    for (const [missingData, cell] of Object.entries(cells) as [MissingData, Cell][])
      for (const current of ALARM_STATES) {
        const rules = { evaluationPeriods: 3, datapointsToAlarm, missingData };

        const state = decideState(breachesOf(points), rules, current);

        const expected = cell === 'retain' ? current : cell;
        assert.equal(state, expected, `${points} with ${missingData}, coming from ${current}`);
      }
};

const row = (points: string, missing: Cell, ignore: Cell, breaching: Cell, notBreaching: Cell): Row => ({
  points,
  missing,
  ignore,
  breaching,
  notBreaching,
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test('decideState() gives the states of AWS’s table for 3 of 3 datapoints', () => {
  checkTable(3, [
    row('0 - X - X', 'OK', 'OK', 'OK', 'OK'),
    row('0 - - - -', 'OK', 'OK', 'OK', 'OK'),
    row('- - - - -', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'),
    row('0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'),
    row('- - X - -', 'ALARM', 'retain', 'ALARM', 'OK'),
  ]);
});

test('decideState() gives the states of AWS’s table for 2 of 3 datapoints', () => {
  checkTable(2, [
    row('0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'),
    row('0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'),
    row('0 - X - -', 'OK', 'OK', 'ALARM', 'OK'),
    row('- - - - 0', 'OK', 'OK', 'ALARM', 'OK'),
    row('- - - X -', 'ALARM', 'retain', 'ALARM', 'OK'),
  ]);
});

test('decideState() does not go into ALARM prematurely on one breaching datapoint that may be followed by a good one', () => {
  // Rows of the table's 2019 edition; the text on premature transitions still says the same.
  checkTable(3, [
    row('- - - - X', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'),
    row('X - - - -', 'ALARM', 'retain', 'ALARM', 'OK'),
  ]);
  checkTable(2, [row('- - - - X', 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK')]);
});

const breach = fc.constantFrom<Breach>(true, false, undefined);
const rules = fc
  .record({
    evaluationPeriods: fc.integer({ min: 1, max: 6 }),
    missing: fc.constantFrom<MissingData>('missing', 'ignore', 'breaching', 'notBreaching'),
  })
  .chain(({ evaluationPeriods, missing }) =>
    fc.record({
      evaluationPeriods: fc.constant(evaluationPeriods),
      datapointsToAlarm: fc.integer({ min: 1, max: evaluationPeriods }),
      missingData: fc.constant(missing),
    }),
  );

test('decideState() counts only the newest real datapoints when there are enough of them, whatever missing data means', () => {
  fc.assert(
    fc.property(
      rules,
      fc.array(breach, { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      (rule, older, newest) => {
        const evaluated = newest.slice(-rule.evaluationPeriods);

        const state = decideState([...older, ...newest], rule, 'INSUFFICIENT_DATA');

        const breaching = evaluated.filter(Boolean).length;
        assert.equal(state, breaching >= rule.datapointsToAlarm ? 'ALARM' : 'OK');
      },
    ),
  );
});

test('decideState() never leaves ALARM because one more datapoint breaches', () => {
  fc.assert(
    fc.property(rules, fc.array(breach, { minLength: 3, maxLength: 8 }), fc.nat(), (rule, points, which) => {
      const slot = which % points.length;
      fc.pre(points[slot] === false);
      const worse = points.with(slot, true);

      const before = decideState(points, rule, 'OK');
      const after = decideState(worse, rule, 'OK');

      assert.ok(before !== 'ALARM' || after === 'ALARM', `${points} was ALARM, ${worse} is ${after}`);
    }),
  );
});
