/** What no register will hold is known beforehand, and what it finds no more is known when a fragment is rewritten. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { factsOf } from '../../../src/domain/call/facts.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../../src/domain/call/units.ts';
import { postingsOf, timeEntryOf } from '../../../src/domain/fragment/find.ts';
import type { StoredSpan } from '../../../src/domain/fragment/fragment.ts';
import { lostToRegisters, registerEntriesOf, unregisteredPostings } from '../../../src/domain/fragment/register.ts';
import { wholeOf } from '../../../src/pipelines/whole-traces.ts';
import { aSpan, NOON, spanId, traceId } from '../../builders/spans.ts';

const SPAN = fc.record({
  kind: fc.constantFrom('llm' as const, 'agent' as const, 'embedding' as const),
  start: fc.integer({ min: NOON, max: NOON + 60_000 }),
  user: fc.option(fc.constantFrom('u1', 'u2'), { nil: undefined }),
  sessionId: fc.option(fc.constantFrom('s1', 's2'), { nil: undefined }),
});

const fragmentOf = (spans: readonly StoredSpan[]) => ({ traceId: traceId(0), key: 'k', receivedAt: NOON, spans });

test('unregisteredPostings() and the register together hold every posting, at its time', () => {
  fc.assert(
    fc.property(fc.array(SPAN, { minLength: 1, maxLength: 6 }), (fields) => {
      const spans = fields.map((one, n) => aSpan({ ...one, spanId: spanId(n) } as Partial<StoredSpan>));
      const fragment = fragmentOf(spans);
      const facts = spans.filter(({ kind }) => kind === 'llm' || kind === 'embedding').map((one) => factsOf(one));
      const all = new Set(
        [...unregisteredPostings(fragment, NOON), ...registerEntriesOf(facts)].map(
          ({ kind, value, at }) => `${kind} ${value} ${at}`,
        ),
      );

      for (const { kind, value, at } of postingsOf(fragment)) assert.ok(all.has(`${kind} ${value} ${at}`));
    }),
  );
});

test('unregisteredPostings() holds the id of a call whose later calls inherit it, as the register has those only', () => {
  const [sessionId, user] = [inOurWords('s'), 'u' as never];
  const outer = aSpan({ sessionId, user });
  const later = aSpan({ spanId: spanId(1), parentSpanId: outer.spanId, start: NOON + 5, user });
  const spans = [outer, later];

  const postings = unregisteredPostings({ ...fragmentOf(spans), whole: wholeOf(spans)! }, NOON);

  assert.deepEqual(postings, [{ kind: 'session', value: 's', at: NOON }]);
});

test('unregisteredPostings() holds the id of an agent whose call began with it, as the call loses it when its row is written anew', () => {
  const agent = aSpan({ kind: 'agent', sessionId: inOurWords('s') });
  const spans = [agent, aSpan({ spanId: spanId(1), parentSpanId: agent.spanId })];

  const postings = unregisteredPostings({ ...fragmentOf(spans), whole: wholeOf(spans)! }, NOON);

  assert.deepEqual(postings, [{ kind: 'session', value: 's', at: NOON }]);
});

test('unregisteredPostings() is all postings of a call that came after its hour was closed', () => {
  const fragment = fragmentOf([aSpan({ sessionId: inOurWords('s') })]);

  assert.equal(unregisteredPostings(fragment, NOON + HOUR_MS + 3 * 60_000).length, 0);
  assert.equal(unregisteredPostings(fragment, NOON + HOUR_MS + 4 * 60_000).length, 1);
});

test('lostToRegisters() is what the place of a row, and its calls, find no more after spans were taken out', () => {
  fc.assert(
    fc.property(fc.array(SPAN, { minLength: 2, maxLength: 6 }), fc.nat(5), (fields, gone) => {
      const spans = fields.map((one, n) => aSpan({ ...one, spanId: spanId(n) } as Partial<StoredSpan>));
      const [before, after] = [fragmentOf(spans), fragmentOf(spans.filter((_, n) => n !== gone % spans.length))];
      const wordsOf = (entries: ReturnType<typeof registerEntriesOf> | ReturnType<typeof postingsOf>) =>
        new Set(entries.map(({ kind, value, at }) => `${kind} ${value} ${at}`));
      const [held, holds] = [timeEntryOf(before), timeEntryOf(after)].map((entry) => ({
        at: entry?.at,
        words: wordsOf(registerEntriesOf(entry?.facts ?? [])),
      }));
      const stillFound = new Set([...held!.words].filter((word) => held?.at === holds?.at && holds?.words.has(word)));

      const lost = wordsOf(lostToRegisters(before, after));

      for (const word of wordsOf(postingsOf(after))) {
        assert.equal(lost.has(word), held!.words.has(word) && !stillFound.has(word), word);
      }
    }),
  );
});
