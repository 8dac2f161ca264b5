/**
 * `npm run alarms:replay`: a week with six incidents, and who would have been called when. `-- --seed 7` replays another week,
 * `--seeds 10` the weeks 1 to 10, `--pages` prints each page as on-call gets it.
 */
import { parseArgs } from 'node:util';
import { replay } from './replay/replay.ts';
import { stageAlarms, watched } from './replay/stage-alarms.ts';
import { clockOf, passes, verdictOf } from './replay/verdict.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, seeds: { type: 'string' }, pages: { type: 'boolean' } },
});
const seeds =
  values.seeds === undefined
    ? [Number(values.seed ?? 1)]
    : Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const stage = stageAlarms('prod', watched);

for (const seed of seeds) {
  const began = performance.now();
  const { pages, calls } = replay(seed, stage);
  const verdict = verdictOf(pages);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `Week ${seed}: ${calls.toLocaleString('en-US')} calls, ${stage.alarms.length} alarms, replayed in ${seconds} s\n`,
  );
  for (const { incident, pages: about, delay } of verdict.findings) {
    console.log(`${clockOf(incident.from)}  ${incident.name}`);
    const found = delay === undefined ? 'NOT FOUND' : `found after ${delay} min (within ${incident.withinMinutes})`;
    console.log(`           ${found}: ${about.map(({ alarm, minute }) => `${alarm} ${clockOf(minute)}`).join(', ')}`);
  }
  console.log(`\n${pages.length} pages; ${verdict.falsePages.length} of them belong to no incident`);
  for (const { alarm, minute, reason } of verdict.falsePages) console.log(`  ${clockOf(minute)}  ${alarm}: ${reason}`);
  if (values.pages === true)
    for (const { alarm, severity, minute, reason, description } of pages)
      console.log(`\n${clockOf(minute)}  ${severity}  ${alarm}\n${description}\n${reason}`);
  console.log('');
  if (!passes(verdict)) process.exitCode = 1;
}
