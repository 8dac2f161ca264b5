/** `npm run bench`: every benchmark, one after the other, each in a process of its own, then docs/benchmarks.md from their results. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { render } from './render.ts';

const BENCHES = [
  'figures/steps',
  'figures/redaction',
  'figures/otlp',
  'figures/sdk',
  'figures/traces',
  'figures/lists',
  'figures/summaries',
  'figures/start-up',
  'figures/service',
  'cost/cost',
];

const began = performance.now();
const failed: string[] = [];
for (const bench of BENCHES) {
  try {
    execFileSync(process.execPath, [join(import.meta.dirname, `${bench}.ts`)], { stdio: 'inherit' });
  } catch {
    failed.push(bench);
  }
}
render();
console.log(
  `all benchmarks took ${((performance.now() - began) / 60_000).toFixed(1)} minutes; docs/benchmarks.md is written`,
);
if (failed.length > 0) throw new Error(`these did not finish: ${failed.join(', ')}`);
