/** What jobs read of what was stored: page by page, from where they stopped. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import { aSpan, NOON, traceId } from '../builders/spans.ts';
import { openStores, type Stores } from './stores.ts';

const project = 'history' as ProjectId;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

test('history goes on behind the row where it stopped, whatever the ids of rows hold', async () => {
  for (const id of ['a', 'a|b', 'a|b|c']) {
    const feedback = {
      feedbackId: inOurWords(id),
      target: { by: 'trace' as const, traceId: traceId(1) },
      type: 'thumbs_down' as const,
      at: NOON,
    };
    await stores.judgements.keepFeedback(project, feedback, { receivedAt: NOON, expiresAt: 1e13 }, {});
  }
  const positionsFrom = async (position: string | undefined): Promise<readonly string[]> => {
    const pages = stores.history.history(project, { from: NOON - 1, to: NOON + 1 }, position, {});
    return (await Array.fromAsync(pages)).flatMap(({ rows }) => rows.map((row) => row.position));
  };

  const all = await positionsFrom(undefined);

  assert.equal(all.length, 3);
  for (const [number, position] of all.entries()) {
    assert.deepEqual(await positionsFrom(position), all.slice(number + 1));
  }
});

test('history goes on behind the row where it stopped among fragments of one millisecond', async () => {
  const project = 'history-of-a-moment' as ProjectId;
  for (let n = 0; n < 70; n++) {
    const digest = `request-${n}`;
    const fragments = cutFragments([aSpan({ traceId: traceId(n) })], { digest, receivedAt: NOON });
    await stores.calls.keep({ project, digest, receivedAt: NOON, expiresAt: 1e13, fragments, feedback: [] }, {});
  }
  const pagesFrom = (position: string | undefined) =>
    Array.fromAsync(stores.history.history(project, { from: NOON, to: NOON + 1 }, position, {}));
  const all = (await pagesFrom(undefined)).flatMap(({ rows }) => rows.map((row) => row.position));

  assert.equal(new Set(all).size, 70);
  for (const [number, position] of all.entries()) {
    const rest = (await pagesFrom(position)).flatMap(({ rows }) => rows.map((row) => row.position));

    assert.deepEqual(rest, all.slice(number + 1));
  }
});
