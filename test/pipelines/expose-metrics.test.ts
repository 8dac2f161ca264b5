/** What Prometheus is told: every call once, at once, and never less than before, whatever is summed up or corrected meanwhile. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { inOurWords } from '../../src/domain/call/redacted.ts';
import { cutFragments } from '../../src/domain/fragment/cut.ts';
import type { StoredSpan } from '../../src/domain/fragment/fragment.ts';
import { createExposition, FRESH_MS } from '../../src/pipelines/expose-metrics.ts';
import { summarise } from '../../src/pipelines/summarise.ts';
import { openStores, type Stores } from '../adapters/stores.ts';
import { aSpan, NOON, spanId, traceId } from '../builders/spans.ts';
import { parseOpenMetrics } from '../domain/exposition/openmetrics-grammar.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
let stores: Stores;
before(async () => {
  stores = await openStores();
});
after(() => stores.close());

let projects = 0;

const aProject = () => {
  const project = `x${++projects}` as ProjectId;
  const clock = { now: NOON };
  const parts = { ...stores, clock: () => clock.now };
  const expose = createExposition(parts);
  let requests = 0;
  return {
    clock,
    keep: (...spans: readonly StoredSpan[]) => {
      const digest = `request-${++requests}`;
      const fragments = cutFragments(spans, { digest, receivedAt: clock.now });
      return stores.calls.keep(
        { project, digest, receivedAt: clock.now, expiresAt: 1e13, fragments, feedback: [] },
        {},
      );
    },
    sumUp: () =>
      summarise(
        {
          ...parts,
          retentionMs: 1e12,
          interactionsMsOf: async () => 1e12,
          zoneOf: async () => 'UTC',
          report: async () => undefined,
          publish: async () => undefined,
          publishUsualCost: async () => undefined,
        },
        { kind: 'hour', project },
        {},
      ),
    /** Samples by name and labels, of a scrape that is no repetition of the last one. */
    scrape: async () => {
      clock.now += FRESH_MS;
      const families = parseOpenMetrics(await expose(project, {}));
      return new Map(
        families.flatMap(({ samples }) =>
          samples.map(({ name, labels, value }) => [`${name}${JSON.stringify(labels)}`, value] as const),
        ),
      );
    },
    exposeAgain: () => expose(project, {}),
  };
};

const call = (number: number, at: number, changes: Partial<StoredSpan> = {}): StoredSpan =>
  aSpan({ traceId: traceId(number), spanId: spanId(number), start: at, end: at + 100, ...changes });

const SUCCESSES = 'llm_requests_total{"model_name":"gpt-4o-mini","status":"success"}';

test('calls of the open hour are exposed at once, and stay the same when the hour is summed up', async () => {
  const project = aProject();
  await project.keep(call(1, NOON), call(2, NOON + MINUTE));
  project.clock.now = NOON + 2 * MINUTE;
  const open = await project.scrape();
  project.clock.now = NOON + HOUR + 5 * MINUTE;
  await project.sumUp();
  await project.keep(call(3, NOON + HOUR + MINUTE));

  const closed = await project.scrape();

  assert.equal(open.get(SUCCESSES), 2);
  assert.equal(closed.get(SUCCESSES), 3);
  assert.equal(closed.get('sightglass_open_hour_included{}'), 1);
  const by = '{"model":"gpt-4o-mini","provider":"openai"}';
  assert.ok((closed.get(`ai_estimated_cost_usd_total${by}`) ?? 0) > 0, [...closed.keys()].join('\n'));
});

test('a call whose cost or model comes with a later part lowers no counter', async () => {
  const project = aProject();
  await project.keep(call(1, NOON, { cost: { source: 'unpriced', reason: 'no-usage' } }), call(2, NOON));
  const before = await project.scrape();
  project.clock.now += MINUTE;
  const later = { reportedAt: NOON + MINUTE };
  await project.keep(
    call(1, NOON, { ...later, model: inOurWords('gpt-4o') }),
    call(2, NOON, { ...later, status: 'error' }),
  );

  const after = await project.scrape();

  assert.equal(after.get('llm_requests_total{"model_name":"gpt-4o","status":"success"}'), 1);
  for (const [name, value] of before) {
    if (/_(total|bucket|count|sum)\{/.test(name)) assert.ok((after.get(name) ?? 0) >= value, name);
  }
});

test('late calls for an hour that is closed are counted once it is summed up again', async () => {
  const project = aProject();
  await project.keep(call(1, NOON));
  project.clock.now = NOON + HOUR + 5 * MINUTE;
  await project.sumUp();
  const before = await project.scrape();
  await project.keep(call(2, NOON + 10 * MINUTE));
  project.clock.now = NOON + 2 * HOUR + 5 * MINUTE;
  await project.sumUp();

  const after = await project.scrape();

  assert.deepEqual([before.get(SUCCESSES), after.get(SUCCESSES)], [1, 2]);
});

test('counters go on over midnight, with the calls between the last scrape of a day and the first of the next', async () => {
  const project = aProject();
  await project.keep(call(1, NOON));
  const noon = await project.scrape();
  await project.keep(call(2, NOON + 11 * HOUR));
  project.clock.now = NOON + 13 * HOUR;
  await project.keep(call(3, NOON + 12.5 * HOUR));
  const afterMidnight = await project.scrape();
  project.clock.now = NOON + 37 * HOUR;

  const nextDay = await project.scrape();

  assert.deepEqual(
    [noon, afterMidnight, nextDay].map((samples) => samples.get(SUCCESSES)),
    [1, 3, 3],
  );
  const created = 'llm_requests_created{"model_name":"gpt-4o-mini","status":"success"}';
  assert.equal(nextDay.get(created), noon.get(created));
});

test('scrapes within seconds get the same answer without asking the table again', async () => {
  const project = aProject();
  await project.scrape();
  const first = await project.exposeAgain();
  await project.keep(call(1, NOON));

  assert.equal(await project.exposeAgain(), first);
});
