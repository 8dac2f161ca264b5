/** `npm run bench:quick`: one line for each bar, with its figure and whether it holds, in less than a minute on an idle machine. */
import { ensureSynthesized } from '../tools/synth.ts';
import { measureCosts } from './cost/cost.ts';
import { ASSEMBLY } from './cost/measure.ts';
import { type Bar, lineOf, machine } from './figures/figure.ts';
import { measureLists } from './figures/lists.ts';
import { measureStartUp } from './figures/start-up.ts';
import { barOfHandler, measureHandler } from './figures/steps.ts';
import { measureTraces } from './figures/traces.ts';
import { measureAssessors } from './quality/speed.ts';

const MOST_ASSESSORS_US = 100;

const began = performance.now();
console.log(`${machine()}; the longer form is npm run bench, what it found is docs/benchmarks.md`);
const tell = (...bars: readonly Bar[]): void => {
  for (const bar of bars) console.log(lineOf(bar));
};
tell(barOfHandler(1e6 / (await measureHandler(100, 4_000)).us));
tell({ name: 'all assessors of a call of 4 KB', value: measureAssessors(), unit: 'µs', most: MOST_ASSESSORS_US });
tell((await measureTraces([2_000])).bar);
tell(...(await measureStartUp(5)).bars);
// The bill needs the production template, which another process makes meanwhile.
const synthesis = ensureSynthesized({ stage: 'prod', out: ASSEMBLY, log: () => undefined });
tell((await measureLists([10_000, 1_000_000], synthesis)).bar);
tell(...(await measureCosts()).bars);
console.log(`in ${((performance.now() - began) / 1000).toFixed(0)} s`);
