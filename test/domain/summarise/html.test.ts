/** The HTML page: self-contained, well-formed, and nothing from outside breaks out of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { addCall } from '../../../src/domain/summarise/add-call.ts';
import { periodOf } from '../../../src/domain/summarise/period.ts';
import { toHtml } from '../../../src/domain/summarise/report/html.ts';
import { AUDIENCES, type Audience, renderReport } from '../../../src/domain/summarise/report.ts';
import { createRollup, type Rollup } from '../../../src/domain/summarise/rollup.ts';
import { trendOf } from '../../../src/domain/summarise/trend.ts';
import { FROM, factsOf, SCOPE } from './facts.ts';

const DAY = periodOf(FROM, 'day', 'UTC');

const rollupOf = (names: readonly string[]): Rollup => {
  const rollup = createRollup({ ...SCOPE, from: DAY.start, to: DAY.end });
  names.forEach((name, n) => {
    const text = inOurWords(name);
    addCall(
      rollup,
      factsOf(n, {
        model: text,
        feature: text,
        errorType: text,
        status: n % 2 === 0 ? 'error' : 'ok',
        latencyMs: n,
        costNanoUsd: n * 1000,
        safetyCategories: [text],
        scores: [{ dimension: text, score: 0.5, passed: false }],
      }),
    );
  });
  return rollup;
};

const pageOf = (names: readonly string[], audience: Audience = 'engineering'): string =>
  toHtml(renderReport(rollupOf(names), { audience, period: DAY, previous: rollupOf(['before', ...names]) }));

/** Every tag that a page may hold; none of them has an attribute that runs or loads anything. */
const ALLOWED_TAG =
  /^<(?:!doctype html|\/?(?:html|head|meta|title|style|body|main|header|footer|section|h1|h2|p|b|small|span|ul|li|dl|div|dt|dd|figure|figcaption|svg|g|text|rect|line|path|circle|table|caption|thead|tbody|tr|th|td|code|time)(?: (?:lang|charset|name|content|http-equiv|class|id|title|scope|role|tabindex|datetime|aria-label|aria-labelledby|viewBox|x|y|x1|x2|y1|y2|cx|cy|r|d|rx|width|height|text-anchor)="[^"<>]*")*\/?)>$/;

/** Tags in order, checked to nest; void elements and self-closing ones aside. */
const checkNesting = (page: string): void => {
  const open: string[] = [];
  for (const [, closing, name, rest] of page
    .replace(/<style>.*?<\/style>/s, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/g)) {
    if (closing === '/') assert.equal(open.pop(), name);
    else if (!rest!.endsWith('/') && !['meta'].includes(name!)) open.push(name!);
  }
  assert.deepEqual(open, []);
};

test('pages hold no script, load nothing and nest properly, whatever names came from outside', () => {
  const parts = [
    '<script>',
    '</table>',
    '"',
    "'",
    '&',
    '<img src=x onerror=a()>',
    'gpt',
    '\u0000',
    '-->',
    ']]>',
    'é',
    '\n',
  ];
  const name = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));

  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), fc.constantFrom(...AUDIENCES), (names, audience) => {
      const page = pageOf(names, audience);

      for (const [tag] of page.matchAll(/<[^>]*>/g)) assert.match(tag, ALLOWED_TAG);
      checkNesting(page);
    }),
    { numRuns: 100 },
  );
});

test('pages name every chart and table for those who listen', () => {
  const page = pageOf(['gpt-4o', 'claude', 'nova']);

  const charts = page.match(/<svg /g)!.length;
  assert.ok(charts >= 2);
  assert.equal(page.match(/<svg [^>]*role="img" aria-label="[^"]+"/g)!.length, charts);
  assert.equal(page.match(/<table>/g)!.length, page.match(/<caption>[^<]+<\/caption>/g)!.length);
});

test('pages are the same for the same figures', () => {
  assert.equal(pageOf(['a', 'b']), pageOf(['a', 'b']));
});

test('pages draw trends as lines', () => {
  const history = Array.from({ length: 8 }, (_, week) => ({
    start: FROM + week * 7 * 86_400_000,
    measures: { cost_usd: { value: 10 + week * 2, samples: 1000 } },
  }));
  const trends = [trendOf('cost_usd', history)!];

  const page = toHtml(renderReport(rollupOf(['a']), { audience: 'business', period: DAY, trends }));

  assert.match(page, /<path class="line" d="M/);
  assert.match(page, /rising/);
});
