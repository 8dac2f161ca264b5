/** Metric math, against the examples of AWS's documentation and against plain arithmetic. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluateQueries, type MathQuery, queryProblems } from '../../../local/aws/cloudwatch/math/evaluate.ts';
import { parseExpression } from '../../../local/aws/cloudwatch/math/parse.ts';
import type { Value } from '../../../local/aws/cloudwatch/math/value.ts';
import { parseStatistic } from '../../../local/aws/cloudwatch/statistic.ts';
import type { Slots } from '../../../local/aws/cloudwatch/store.ts';

type Metrics = Readonly<Record<string, Slots>>;
const _ = undefined;

const queriesOf = (metrics: Metrics, expression: string): readonly MathQuery[] => [
  ...Object.keys(metrics).map((id) => ({
    id,
    reading: { metric: { namespace: 'App', name: id, dimensions: {} }, statistic: parseStatistic('Sum')! },
  })),
  { id: 'result', expression: parseExpression(expression) },
];

const evaluate = (expression: string, metrics: Metrics): Value => {
  const slots = Object.values(metrics)[0]?.length ?? 3;
  const grid = { from: 0, period: 60, slots };
  const [value] = evaluateQueries(
    queriesOf(metrics, expression),
    ['result'],
    grid,
    ({ metric }) => metrics[metric.name]!,
  );
  return value!;
};

const slotsOf = (expression: string, metrics: Metrics): Slots => {
  const value = evaluate(expression, metrics);
  assert.equal(value.kind, 'series', expression);
  return (value as Extract<Value, { kind: 'series' }>).slots;
};

/** Each expression with the series it must give. */
const check = (metrics: Metrics, table: Readonly<Record<string, Slots>>): void => {
  for (const [expression, expected] of Object.entries(table))
    assert.deepEqual(slotsOf(expression, metrics), expected, expression);
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test('comparisons and logic give what the documentation’s table gives', () => {
  check(
    { metric1: [30, 20, 0, 0], metric2: [20, _, 20, _] },
    {
      '(metric1 < metric2)': [0, 0, 1, 0],
      '(metric1 >= 30)': [1, 0, 0, 0],
      '(metric1 > 15 AND metric2 > 15)': [1, 0, 0, 0],
      'metric1 > 15 && metric2 > 15': [1, 0, 0, 0],
      'metric1 == 20 || metric2 == 20': [1, 1, 1, 0],
    },
  );
});

test('IF gives what the documentation’s tables give', () => {
  const metrics = { metric1: [1, 1, 0, 0, _], metric2: [30, _, 0, 0, 30], metric3: [0, 0, 20, _, 20] };

  check(metrics, {
    'IF(metric1, metric2, metric3)': [30, 0, 20, _, _],
    'IF(metric1, 5, metric3)': [5, 5, 20, _, _],
    'IF(metric1, metric2, 5)': [30, 0, 5, 5, _],
    'IF(metric1, metric2)': [30, 0, _, _, _],
    'IF(1, metric2, metric3)': [30, _, 0, 0, 30],
    'IF(0, metric2, metric3)': [0, 0, 20, _, 20],
    'IF(0, metric2)': [_, _, _, _, _],
    'IF(metric2 >= 30, metric2, 0)': [30, _, 0, 0, 30],
  });
});

test('a missing value counts as zero beside one that is there, and a division by zero is dropped', () => {
  check(
    { a: [10, _, 10, _], b: [2, 2, 0, _] },
    {
      'a / b': [5, 0, _, _],
      'a + b': [12, 2, 10, _],
      'b - a': [-8, 2, -10, _],
      '100 * a / (a + b)': [(100 * 10) / 12, 0, 100, _],
      'a / 0': [_, _, _, _],
      'a ^ 2': [100, _, 100, _],
      '-a': [-10, _, -10, _],
    },
  );
});

test('FILL puts a value, the last value or a line into gaps', () => {
  check(
    { m: [_, 2, _, _, 8, _], n: [9, 9, 9, 9, 9, 9] },
    {
      'FILL(m, 0)': [0, 2, 0, 0, 8, 0],
      'FILL(m, REPEAT)': [_, 2, 2, 2, 8, 8],
      'FILL(m, LINEAR)': [_, 2, 4, 6, 8, _],
      'FILL(m, n)': [9, 2, 9, 9, 8, 9],
      'FILL(m, MAX(m))': [8, 2, 8, 8, 8, 8],
    },
  );
});

test('aggregates give a number over one series and a series over several', () => {
  check(
    { m1: [1, 3, _], m2: [5, _, _] },
    {
      'SUM([m1, m2])': [6, 3, _],
      // The average of an array counts a missing value as zero.
      'AVG([m1, m2])': [3, 1.5, _],
      'MIN([m1, m2])': [1, 3, _],
      'MAX(METRICS())': [5, 3, _],
      'SUM(METRICS("2"))': [5, _, _],
      'm1 - AVG(m1)': [-1, 1, _],
      'SUM(100 / [m1, m2])': [120, 100 / 3, _],
      'TIME_SERIES(SUM(m1))': [4, 4, 4],
      'm1 * STDDEV(m1)': [1, 3, _],
      'FIRST([m2, m1])': [5, _, _],
      'LAST(METRICS())': [5, _, _],
    },
  );
});

test('RATE, DIFF, RUNNING_SUM and PERIOD look along a series', () => {
  check(
    { m: [60, _, 180, 120] },
    {
      'DIFF(m)': [_, _, 120, -60],
      'RATE(m)': [_, _, 1, -1],
      'RUNNING_SUM(m)': [60, _, 240, 360],
      'm / PERIOD(m)': [1, _, 3, 2],
    },
  );
});

test('ABS, CEIL and FLOOR change each value', () => {
  check({ m: [-1.5, _, 2.5] }, { 'ABS(m)': [1.5, _, 2.5], 'CEIL(m)': [-1, _, 3], 'FLOOR(m)': [-2, _, 2] });
});

test('an array of time series is computed series by series', () => {
  const value = evaluate('METRICS() * 10', { m1: [1, _], m2: [2, 3] });

  assert.equal(value.kind, 'list');
  assert.deepEqual(value.kind === 'list' && value.items.map(({ name, slots }) => [name, slots]), [
    ['m1', [10, _]],
    ['m2', [20, 30]],
  ]);
});

/** Arithmetic with the text JavaScript would compute the same way, but for the sign of `^`. */
const arithmetic = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5 },
    fc.integer({ min: 0, max: 99 }).map(String),
    fc.constant('m'),
    fc
      .tuple(tie('term'), fc.constantFrom('+', '-', '*', '<', '>=', '=='), tie('term'))
      .map(([a, op, b]) => `((${a}) ${op} (${b}))`),
    fc.tuple(tie('term'), fc.constantFrom('+', '-', '*'), tie('term')).map(([a, op, b]) => `${a} ${op} ${b}`),
    tie('term').map((term) => `-(${term})`),
  ),
})).term;

test('arithmetic and comparisons have the value and the precedence they have in JavaScript', () => {
  fc.assert(
    fc.property(arithmetic, fc.integer({ min: -9, max: 9 }), (source, m) => {
      const [value] = slotsOf(`m * 0 + (${source})`, { m: [m] });

      const expected = Number(new Function('m', `return Number(${source})`)(m));
      assert.equal(value! + 0, expected + 0, source);
    }),
  );
});

test('a power binds tighter than a leading minus and groups from the right', () => {
  check({ m: [2] }, { '-m ^ 2': [-4], 'm ^ 3 ^ 2': [512], 'm * -1': [-2], '2 * m ^ 2': [8] });
});

test('queryProblems() names what can never be computed', () => {
  const problems: Readonly<Record<string, RegExp>> = {
    'SEARCH("x", "Sum")': /SEARCH/,
    'LOG(m)': /LOG/,
    'sum(m)': /sum/,
    'm + n': /id n/,
    'SUM(m)': /number/,
    '5 + 5': /number/,
    'METRICS() + METRICS()': /two arrays/,
    'FILL(m, LATER)': /LATER/,
    'FILL(m)': /FILL/,
    'IF(m)': /IF/,
    'IF(METRICS(), 1, 0)': /arrays/,
    'PERIOD(m + m) * m': /PERIOD/,
    'result + 1': /itself/,
    'm + REPEAT': /REPEAT/,
    'ANOMALY_DETECTION_BAND(m, -1)': /positive/,
  };

  for (const [expression, message] of Object.entries(problems)) {
    const found = queryProblems(queriesOf({ m: [] }, expression), ['result']);

    assert.equal(found.length, 1, expression);
    assert.match(found[0]!, message, expression);
  }
});

test('parseExpression() refuses what is not metric math, and never overflows the stack', () => {
  const broken = [
    '',
    '1 +',
    '(m',
    'm)',
    'm n',
    '[m',
    'F(m,',
    'm ? 1 : 0',
    '"open',
    'SELECT AVG(x) FROM y',
    '('.repeat(10_000),
  ];

  for (const source of broken) assert.throws(() => parseExpression(source), { name: 'Error' }, source.slice(0, 20));
});
