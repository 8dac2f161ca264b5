/** The drawings of docs/benchmarks.md: parts as long as their values, and every text escaped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawBill, drawPath } from '../../bench/drawings/drawings.ts';
import { drawStackedBars } from '../../bench/drawings/stacked-bars.ts';

const widthsOf = (svg: string): readonly number[] =>
  [...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*><title>/g)].map(([, width]) => Number(width));

test('parts are as long as their values, on one scale for all bars', () => {
  const svg = drawStackedBars({
    title: 'all',
    show: String,
    bars: [
      { label: 'long', parts: [3, 1].map((value, at) => ({ name: `part ${at}`, value })) },
      { label: 'short', parts: [{ name: 'part 0', value: 1 }], limit: 2 },
    ],
  });

  const [three, one, alsoOne] = widthsOf(svg) as [number, number, number];
  assert.ok(Math.abs(three - 3 * one) < 0.5);
  assert.equal(one, alsoOne);
});

test('names, labels and values are escaped', () => {
  const svg = drawStackedBars({
    title: '<title> & "more"',
    show: (value) => `<${value}>`,
    bars: [{ label: 'a & b', parts: [{ name: '"c" < d', value: 1 }], limit: 1 }],
  });

  assert.ok(!/&(?!amp;|lt;|gt;|quot;|#39;)/.test(svg));
  assert.ok(svg.includes('aria-label="&lt;title&gt; &amp; &quot;more&quot;"'));
  assert.equal(svg.match(/<(?!\/?(svg|style|rect|title|text|line)\b)/), null);
});

test('more parts than there are colours are refused', () => {
  const parts = Array.from({ length: 20 }, (_, at) => ({ name: `part ${at}`, value: 1 }));

  assert.throws(() => drawStackedBars({ title: '', show: String, bars: [{ label: '', parts }] }), RangeError);
});

test('the bill shows a bar for each size of batches, and the whole sum behind it', () => {
  const svg = drawBill({
    figures: [
      { name: 'batch 1: Lambda in all', value: 0.5, unit: '$' },
      { name: 'batch 1: DynamoDB in all', value: 2.75, unit: '$' },
      { name: 'batch 10: S3 in all', value: 0.001, unit: '$' },
    ],
    bars: [
      { name: 'a million interactions at batches of 1, kept for 30 days', value: 3.25, unit: 'dollars', most: 4.5 },
    ],
  });

  assert.equal(widthsOf(svg).length, 2);
  assert.ok(svg.includes('>$3.25</text>'));
  assert.ok(svg.includes('<title>limit: $4.50</title>'));
});

test('the path shows what its steps leave of the handler’s time as the rest', () => {
  const svg = drawPath({
    figures: [
      { name: 'redact', value: 100, unit: 'µs' },
      { name: 'the whole handler, batches of 100', value: 250, unit: 'µs' },
    ],
  });

  assert.ok(svg.includes('<title>the rest: 150 µs</title>'));
  assert.ok(svg.includes('>250 µs</text>'));
});
