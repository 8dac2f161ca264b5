/** A waterfall shows every span once, whatever clients did to the parents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { inherit } from '../../../src/domain/trace/inherit.ts';
import { waterfall } from '../../../src/domain/trace/waterfall.ts';
import { aSpan, NOON, spanId } from '../../builders/spans.ts';

test('waterfall() puts children under their parents and siblings by start', () => {
  const root = aSpan({ spanId: spanId(0) });
  const late = aSpan({ spanId: spanId(1), parentSpanId: spanId(0), start: NOON + 20 });
  const early = aSpan({ spanId: spanId(2), parentSpanId: spanId(0), start: NOON + 10 });
  const deep = aSpan({ spanId: spanId(3), parentSpanId: spanId(2), start: NOON + 11 });

  const rows = waterfall([late, deep, root, early]).map(({ span, depth }) => [span.spanId, depth]);

  assert.deepEqual(rows, [
    [spanId(0), 0],
    [spanId(2), 1],
    [spanId(3), 2],
    [spanId(1), 1],
  ]);
});

test('waterfall() puts the first to end first among steps that began in the same millisecond', () => {
  const root = aSpan({ spanId: spanId(0) });
  const within = { parentSpanId: spanId(0), start: NOON + 10 };
  const { end: _end, ...open } = aSpan({ spanId: spanId(1), ...within });
  const long = aSpan({ spanId: spanId(2), ...within, end: NOON + 90 });
  const short = aSpan({ spanId: spanId(3), ...within, end: NOON + 10.2 });

  const rows = waterfall([root, open, long, short]).map(({ span }) => span.spanId);

  assert.deepEqual(rows, [0, 3, 2, 1].map(spanId));
});

test('waterfall() shows every span exactly once, with orphans and circles of parents among them', () => {
  const spans = fc
    .array(fc.record({ parent: fc.option(fc.nat(12)), at: fc.nat(100) }), { minLength: 1, maxLength: 10 })
    .map((shapes) =>
      shapes.map(({ parent, at }, index) =>
        aSpan({
          spanId: spanId(index),
          start: NOON + at,
          ...(parent === null ? {} : { parentSpanId: spanId(parent) }),
        }),
      ),
    );
  fc.assert(
    fc.property(spans, (all) => {
      const shown = waterfall(all).map(({ span }) => span.spanId);

      assert.deepEqual([...shown].sort(), all.map((span) => span.spanId).sort());
    }),
  );
});

test('waterfall() walks chains of ten thousand steps', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) =>
    aSpan({ spanId: spanId(index), start: NOON + index, ...(index === 0 ? {} : { parentSpanId: spanId(index - 1) }) }),
  );

  assert.equal(waterfall(chain).at(-1)?.depth, 9999);
});

test('inherit() gives every span what the root says, and leaves what a span says itself', () => {
  const root = aSpan({ spanId: spanId(0), sessionId: inOurWords('root'), kind: 'agent' });
  const silent = aSpan({ spanId: spanId(1), parentSpanId: spanId(0) });
  const own = aSpan({ spanId: spanId(2), parentSpanId: spanId(0), sessionId: inOurWords('own') });

  assert.deepEqual(
    inherit([own, silent, root]).map(({ sessionId }) => sessionId),
    ['own', 'root', 'root'],
  );
});
