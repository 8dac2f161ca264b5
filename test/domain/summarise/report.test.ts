/** Reports: what they say, to whom, and that nothing from outside breaks out of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallFacts } from '../../../src/domain/call/facts.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { addCall } from '../../../src/domain/summarise/add-call.ts';
import { periodOf } from '../../../src/domain/summarise/period.ts';
import { costChanges } from '../../../src/domain/summarise/report/cost-drivers.ts';
import { formatChange, formatValue } from '../../../src/domain/summarise/report/format.ts';
import { toMarkdown } from '../../../src/domain/summarise/report/markdown.ts';
import { AUDIENCES, type Report, renderReport } from '../../../src/domain/summarise/report.ts';
import { addFeedback, createRollup, type Rollup } from '../../../src/domain/summarise/rollup.ts';
import { FROM, factsOf, HOUR_MS, SCOPE } from './facts.ts';

const DAY = periodOf(FROM, 'day', 'UTC');

const rollupOf = (calls: readonly CallFacts[]): Rollup => {
  const rollup = createRollup({ ...SCOPE, from: DAY.start, to: DAY.end });
  for (const call of calls) addCall(rollup, call);
  return rollup;
};

const calls = (count: number, fields: (n: number) => Partial<CallFacts>): readonly CallFacts[] =>
  Array.from({ length: count }, (_, n) =>
    factsOf(n, {
      latencyMs: 400 + (n % 100),
      costNanoUsd: 70_000,
      model: inOurWords('gpt-4o-mini'),
      feature: inOurWords(n % 2 === 0 ? 'billing' : 'search'),
      ...fields(n),
    }),
  );

const calm = rollupOf(calls(400, () => ({})));
const rough = rollupOf(
  calls(600, (n) => ({
    ...(n % 10 === 0 ? { status: 'error' as const, errorType: inOurWords('RateLimitError'), httpStatus: 429 } : {}),
    latencyMs: 900 + (n % 100),
    ...(n % 2 === 0 ? { costNanoUsd: 140_000 } : {}),
  })),
);

const figure = (report: Report, id: string) =>
  report.sections.flatMap(({ figures }) => figures ?? []).find((item) => item.id === id);

test('reports for engineers show errors, latency and the calls to open', () => {
  const report = renderReport(rough, { audience: 'engineering', period: DAY, previous: calm });

  assert.equal(report.title, 'Day 2026-11-02 for engineering');
  assert.deepEqual(figure(report, 'error_rate'), {
    id: 'error_rate',
    label: 'Error rate',
    unit: 'share',
    value: 0.1,
    previous: 0,
    change: 0.1,
    meaning: 'worse',
  });
  const tables = report.sections.flatMap(({ tables: all }) => all ?? []);
  assert.deepEqual(tables.find(({ id }) => id === 'error_types')!.rows, [['RateLimitError', 60, 0.1]]);
  assert.equal(tables.find(({ id }) => id === 'slowest')!.rows.length, 10);
});

test('reports open with what got worse and say why it may matter', () => {
  const report = renderReport(rough, { audience: 'engineering', period: DAY, previous: calm });

  assert.equal(report.highlights[0]!.meaning, 'worse');
  assert.match(
    report.highlights.map(({ text }) => text).join('\n'),
    /Error rate: 10 %, \+10\.0 points on the day before \(0 %\); failed calls/,
  );
});

test('reports for the business show use, satisfaction and what moved the cost', () => {
  const rollup = rollupOf(calls(200, () => ({ sessionId: inOurWords('s-1') })));
  addFeedback(rollup, { type: 'thumbs_up' }, { feature: 'billing' });
  addFeedback(rollup, { type: 'task_completed' });

  const report = renderReport(rollup, { audience: 'business', period: DAY, previous: calm });

  assert.equal(figure(report, 'sessions')!.value, 1);
  assert.equal(figure(report, 'thumbs_up_share')!.value, 1);
  assert.equal(figure(report, 'task_completion_share')!.value, 1);
  assert.match(JSON.stringify(report), /cost_drivers/);
});

test('costChanges() splits the change of cost into volume and price that add up to it', () => {
  const changes = costChanges(rough.figures, calm.figures);

  const total = Number(rough.figures.costNanoUsd - calm.figures.costNanoUsd) / 1e9;
  assert.ok(Math.abs(changes.reduce((sum, { change }) => sum + change, 0) - total) < 1e-12);
  for (const { change, byVolume, byPrice } of changes) assert.ok(Math.abs(byVolume + byPrice - change) < 1e-12);
  assert.equal(changes[0]!.name, 'billing');
  assert.ok(changes.find(({ name }) => name === 'search')!.byPrice === 0);
});

test('reports of a period without calls say so instead of showing zeros', () => {
  for (const audience of AUDIENCES) {
    const report = renderReport(rollupOf([]), { audience, period: DAY });

    assert.ok(report.sections[0]!.lead !== undefined);
    assert.equal(figure(report, 'error_rate'), undefined);
    assert.ok(toMarkdown(report).length > 0);
  }
});

test('reports say that they correct an earlier one, or that their period is open', () => {
  const corrected = renderReport(calm, {
    audience: 'business',
    period: DAY,
    correction: { revision: 2, lateCalls: 1 },
  });
  const open = renderReport(calm, { audience: 'business', period: DAY, openUntil: DAY.start + 5 * HOUR_MS });

  assert.equal(corrected.note, 'Correction 2: includes one call that arrived after the first summary.');
  assert.match(open.note!, /open: figures up to 2026-11-02T05:00:00\.000Z/);
});

test('reports survive JSON, so that they can be kept', () => {
  const report = renderReport(rough, { audience: 'engineering', period: DAY, previous: calm });

  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
});

test('charts of a day have a column for each of its hours, 25 when clocks go back', () => {
  const day = periodOf(Date.UTC(2026, 9, 25, 12), 'day', 'Europe/Berlin');
  const rollup = createRollup({ ...SCOPE, from: day.start, to: day.end });
  addCall(rollup, factsOf(1, { start: day.end - 1 }));

  const report = renderReport(rollup, { audience: 'engineering', period: day });

  const points = report.sections[0]!.charts![0]!.points;
  assert.equal(points.length, 25);
  assert.equal(points.at(-1)!.value, 1);
});

test('toMarkdown() keeps names from outside within their cell', () => {
  const nasty = inOurWords('evil | <img src=x onerror=alert(1)> `code` [link](http://x) \n# Title');
  const markdown = toMarkdown(
    renderReport(rollupOf(calls(5, () => ({ model: nasty, feature: nasty }))), {
      audience: 'engineering',
      period: DAY,
    }),
  );

  assert.ok(!markdown.includes('<img'));
  assert.ok(!markdown.includes('\n# Title'));
  assert.ok(!/(?<!\\)\[link\](?!\\)/.test(markdown));
  const rows = markdown.split('\n').filter((line) => line.includes('evil'));
  for (const row of rows) assert.ok(!/evil \|/.test(row), row);
});

test('values are written as people read them', () => {
  const written = [
    formatValue(1234567, 'count'),
    formatValue(0.0423, 'share'),
    formatValue(0.00007, 'usd'),
    formatValue(1234.5, 'usd'),
    formatValue(0, 'usd'),
    formatValue(1333, 'ms'),
    formatValue(210, 'ms'),
    formatValue(null, 'ms'),
    formatChange(0.12, 'usd'),
    formatChange(-0.014, 'share'),
  ];

  assert.deepEqual(written, [
    '1,234,567',
    '4.2 %',
    '$0.000070',
    '$1,235',
    '$0',
    '1.33 s',
    '210 ms',
    '–',
    '+12 %',
    '-1.40 points',
  ]);
});
