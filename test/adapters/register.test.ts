/** Lists by user and session are the same before their hours are registered, after, and halfway, late calls included. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { createRegister } from '../../src/adapters/dynamodb/register.ts';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { HOUR_MS } from '../../src/domain/call/units.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import type { PostingRow } from '../../src/pipelines/ports/calls.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

const END = NOON + 4 * HOUR_MS;
let stores: Stores;
before(async () => {
  stores = await openStores(() => END);
});
after(() => stores.close());

let projects = 0;

const rows = async (project: ProjectId, value: string, position?: string): Promise<readonly PostingRow[]> => {
  const found: PostingRow[] = [];
  const within = { from: NOON - HOUR_MS, to: END };
  for await (const row of stores.calls.rowsByPosting(project, { kind: 'session', value }, within, position, {}))
    found.push(row);
  return found;
};

const CALL = fc.record({
  trace: fc.nat(4),
  at: fc.integer({ min: 0, max: 3 * HOUR_MS }),
  session: fc.constantFrom('a', 'b'),
  /** How long after its start the call is reported: at once, within the grace, or when its hour is closed. */
  delay: fc.constantFrom(100, 3 * 60_000, 65 * 60_000),
});

const expectedOf = (calls: readonly { trace: number; at: number; session: string }[]): readonly string[] =>
  [...new Set(calls.filter(({ session }) => session === 'a').map(({ trace, at }) => `${NOON + at} ${traceId(trace)}`))]
    .sort()
    .reverse();

/** Entries of an hour that are packed at once: so few, an hour of this test has several pieces. */
const PIECE = fc.constantFrom(1, 2, 1000);

test('rowsByPosting() gives the same traces whatever is registered by now, in however many pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(CALL, { maxLength: 12 }),
      fc.constantFrom(0, 1, 2, 3),
      PIECE,
      async (calls, hours, piece) => {
        const project = `p${++projects}` as ProjectId;
        const registerIn = createRegister(stores.table, piece);
        const register = (until: number) => registerIn(project, { until, expiresAt: () => 1e13 }, {});
        const keep = async (late: boolean): Promise<void> => {
          for (const [n, { trace, at, session, delay }] of calls.entries()) {
            if (delay > HOUR_MS !== late) continue;
            const span: StoredSpan = aSpan({
              traceId: traceId(trace),
              spanId: spanId(n),
              start: NOON + at,
              sessionId: inOurWords(session),
            });
            const receivedAt = NOON + at + delay;
            const digest = `d${projects}.${n}`;
            const fragments = cutFragments([span], { digest, receivedAt });
            await stores.calls.keep({ project, digest, receivedAt, expiresAt: 1e13, fragments, feedback: [] }, {});
          }
        };
        await keep(false);
        for (let hour = 1; hour <= hours; hour++) await register(NOON + hour * HOUR_MS);
        await keep(true);

        const found = await rows(project, 'a');

        const expected = expectedOf(calls);
        assert.deepEqual(
          found.map(({ at, traceId: trace }) => `${at} ${trace}`),
          expected,
        );
        const middle = found[Math.floor(found.length / 2)];
        if (middle !== undefined) {
          const rest = await rows(project, 'a', middle.position);
          assert.deepEqual(rest, found.slice(found.indexOf(middle) + 1));
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('register() repeated, or after a crash, finds the same traces once', async () => {
  const project = 'again' as ProjectId;
  const span = aSpan({ sessionId: inOurWords('a') });
  const fragments = cutFragments([span], { digest: 'd', receivedAt: NOON });
  await stores.calls.keep({ project, digest: 'd', receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});

  for (let run = 0; run < 2; run++) {
    await stores.calls.register(project, { until: NOON + HOUR_MS, expiresAt: () => 1e13 }, {});
  }

  assert.equal((await rows(project, 'a')).length, 1);
});

test('register() says after each hour how far it came', async () => {
  const project = `p${++projects}` as ProjectId;
  const failsAt = NOON + 2 * HOUR_MS;
  const expiresAt = (hour: number): number => {
    if (hour === failsAt) throw new Error('no time left');
    return 1e13;
  };
  await stores.calls.register(project, { until: NOON, expiresAt }, {});

  await assert.rejects(stores.calls.register(project, { until: END, expiresAt }, {}), /no time left/);

  const begun: number[] = [];
  const watching = (hour: number): number => {
    begun.push(hour);
    return 1e13;
  };
  await stores.calls.register(project, { until: END, expiresAt: watching }, {});
  assert.deepEqual(begun, [failsAt, failsAt + HOUR_MS]);
});
