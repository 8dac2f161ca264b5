/** The replayed week: every incident calls in time, and hardly anything else does. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { INCIDENTS } from '../../tools/replay/incidents.ts';
import { replay } from '../../tools/replay/replay.ts';
import { stageAlarms, watched } from '../../tools/replay/stage-alarms.ts';
import { clockOf, MAX_FALSE_PAGES, verdictOf } from '../../tools/replay/verdict.ts';

const stage = stageAlarms('prod', watched);

// `npm run alarms:replay -- --seeds 10` replays more of them, minute by minute.
for (const seed of [1, 4]) {
  test(`all six incidents of week ${seed} are found in time, with at most two pages about nothing`, (context) => {
    const { pages, calls } = replay(seed, stage, 5);

    const { findings, falsePages } = verdictOf(pages);

    assert.equal(findings.length, 6);
    for (const { incident, delay } of findings) {
      context.diagnostic(`${incident.name}: ${delay} min`);
      assert.ok(delay !== undefined && delay <= incident.withinMinutes, `${incident.name}: ${delay} min`);
    }
    const told = falsePages.map(({ alarm, minute }) => `${clockOf(minute)} ${alarm}`);
    assert.ok(falsePages.length <= MAX_FALSE_PAGES, told.join(', '));
    assert.ok(pages.length <= 15, `${pages.length} pages in a week`);
    context.diagnostic(`${calls} calls, ${pages.length} pages, about nothing: ${told.join(', ') || 'none'}`);
  });
}

test('the runbook states how soon each incident is found', () => {
  const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8').replace(/ +\|/g, ' |');

  for (const { name, withinMinutes } of INCIDENTS) {
    const row = runbook.split('\n').find((line) => line.startsWith(`| ${name.split(':')[0]}`));
    assert.ok(row?.includes(`| ${withinMinutes} min |`), `${name}: ${row}`);
  }
});
