/**
 * How large each function is, how long it takes to load, and how long ingest takes to its first answer: `node bench/figures/start-up.ts`.
 * Bundles are made as for a deployment; each is required by 9 processes of its own. Beside it the same bundle as an ES module.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundles } from '../workload/bundles.ts';
import { startEndpoint } from '../workload/endpoint.ts';
import { quietEvent } from '../workload/handler.ts';
import { interactionOf } from '../workload/interactions.ts';
import { type Bar, type Figure, publish } from './figure.ts';

const PROCESSES = 9;
const MOST_MS = { ingest: 60, others: 80 };
/** Of a thousand bytes each. */
const MOST_KB = 600;

/** What a function finds in Lambda beside what the endpoint says, so that each goes as far as its first request. */
const MORE = { AWS_LAMBDA_FUNCTION_NAME: 'bench', JOBS_QUEUE_URL: 'bench' };

/** Milliseconds. */
interface Times {
  /** What a cold start waits for: the median and the best of some processes. */
  readonly median: number;
  readonly best: number;
  /** The least processor time, of all threads: other work on the machine disturbs it little. */
  readonly processor: number;
}

/** What a statement takes in a new process. */
const load = (
  statement: string,
  type: 'commonjs' | 'module',
  { environment, processes }: { readonly environment: Readonly<Record<string, string>>; readonly processes: number },
): Times => {
  const script = `
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    const [used, began] = [process.cpuUsage(), performance.now()];
    const done = () => {
      const elapsed = performance.now() - began;
      const { user, system } = process.cpuUsage(used);
      write(JSON.stringify({ elapsed, processor: (user + system) / 1000 }));
      process.exit(0);
    };
    ${statement}`;
  const times = Array.from({ length: processes }, (): { readonly elapsed: number; readonly processor: number } => {
    const said = execFileSync(process.execPath, [`--input-type=${type}`, '-e', script], {
      env: { ...environment, ...MORE },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(said.toString());
  });
  assert.ok(times.every(({ elapsed, processor }) => elapsed > 0 && processor > 0));
  const sorted = times.map(({ elapsed }) => elapsed).sort((a, b) => a - b);
  return {
    median: sorted[processes >> 1] as number,
    best: sorted[0] as number,
    processor: Math.min(...times.map(({ processor }) => processor)),
  };
};

/** What stands for a request of one call of 4.6 KB, and its answer. */
const firstAnswer = (bundle: string): string => {
  const [event] = quietEvent(JSON.stringify(interactionOf(0, { at: Date.now() - 10_000 })));
  return `
    const context = { getRemainingTimeInMillis: () => 20_000, awsRequestId: 'bench' };
    require(${JSON.stringify(bundle)}).handler(${JSON.stringify(event)}, context).then(({ statusCode }) => {
      if (statusCode !== 201) throw new Error('the first request was answered ' + statusCode);
      done();
    });`;
};

const bytesOf = (folder: string, pattern: RegExp): number =>
  readdirSync(folder)
    .filter((file) => pattern.test(file))
    .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** The packages and rooms that a bundle is made of, largest first, in bytes. */
const modulesOf = (meta: string, output: string): readonly (readonly [string, number])[] => {
  const { outputs }: { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> } = JSON.parse(
    readFileSync(meta, 'utf8'),
  );
  const inputs = Object.entries(outputs).find(([path]) => path.endsWith(`${output}/index.js`))?.[1].inputs ?? {};
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const room =
      /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
      /^src\/(?:domain\/)?[^/]+/.exec(path)?.[0] ??
      path.split('/')[0]!;
    sums.set(room, (sums.get(room) ?? 0) + bytesInOutput);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
};

/** @param processes how many of them load each function */
export const measureStartUp = async (
  processes = PROCESSES,
): Promise<{ readonly figures: readonly Figure[]; readonly bars: readonly Bar[] }> => {
  const { folder, meta, remove } = makeBundles();
  const { environment, stop } = await startEndpoint();
  const how = { environment, processes };
  try {
    const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
    const figures: Figure[] = [];
    const bars: Bar[] = [];
    let slowest = 0;
    for (const name of names) {
      const own = join(folder, name);
      const { median, best, processor } = load(
        `require(${JSON.stringify(join(own, 'index.js'))}); done();`,
        'commonjs',
        how,
      );
      const atStart = bytesOf(own, /^index\.js$/) / 1000;
      figures.push(
        { name: `${name}: import (median ${median.toFixed(0)} ms)`, value: best, unit: 'ms' },
        { name: `${name}: processor time of the import, all threads`, value: processor, unit: 'ms' },
        { name: `${name}: code read at start`, value: atStart, unit: 'KB' },
        { name: `${name}: code read on demand`, value: bytesOf(own, /\.js$/) / 1000 - atStart, unit: 'KB' },
        { name: `${name}: packed tables and dictionaries`, value: bytesOf(own, /\.(br|dict)$/) / 1000, unit: 'KB' },
        { name: `${name}: model of names`, value: bytesOf(own, /^names\.bin$/) / 1000, unit: 'KB' },
      );
      if (name === 'ingest') {
        const first = load(firstAnswer(join(own, 'index.js')), 'commonjs', how);
        const waited = `ingest: from start to the first answer (median ${first.median.toFixed(0)} ms)`;
        figures.push({ name: waited, value: first.best, unit: 'ms' });
        figures.push({ name: 'ingest: processor time of that, all threads', value: first.processor, unit: 'ms' });
        bars.push({ name: 'import of ingest', value: best, unit: 'ms', most: MOST_MS.ingest });
        bars.push({ name: 'code of ingest read at start', value: atStart, unit: 'KB', most: MOST_KB });
      } else slowest = Math.max(slowest, best);
    }
    bars.push({ name: 'import of the slowest other function', value: slowest, unit: 'ms', most: MOST_MS.others });
    for (const [room, bytes] of modulesOf(meta, 'ingest').slice(0, 14)) {
      figures.push({ name: `of ingest: ${room}`, value: bytes / 1000, unit: 'KB' });
    }
    const asModule = join(folder, 'ingest/index.mjs');
    writeFileSync(asModule, moduleOf(readFileSync(join(folder, 'ingest/index.js'), 'utf8')));
    figures.push({
      name: 'ingest as an ES module: import',
      value: load(`await import(${JSON.stringify(asModule)}); done();`, 'module', how).median,
      unit: 'ms',
    });
    return { figures, bars };
  } finally {
    stop();
    remove();
  }
};

/** The bundle as an ES module whose builtins are imported statically, which is what esbuild's format `esm` comes to. */
const moduleOf = (code: string): string => {
  const builtins = [...new Set([...code.matchAll(/\brequire\("([a-z:/_]+)"\)/g)].map((match) => match[1]!))];
  const imports = builtins.map((name, at) => `import * as b${at} from ${JSON.stringify(name)};`).join('\n');
  const table = builtins.map((name, at) => `${JSON.stringify(name)}: b${at}`).join(', ');
  return `${imports}
import { dirname as directoryOf } from 'node:path';
import { fileURLToPath as pathOf } from 'node:url';
const builtins = { ${table} };
const module = { exports: {} };
((require, module, exports, __dirname) => {
${code}
})((name) => builtins[name].default ?? builtins[name], module, module.exports, directoryOf(pathOf(import.meta.url)));
export const handler = module.exports.handler;`;
};

if (import.meta.main) {
  const { figures, bars } = await measureStartUp();
  publish({
    bench: 'start-up',
    title: 'Start-up',
    method:
      'Time that passes, the best and the median of 9 processes that require the bundle; a process takes 12 ms more to start. With the import a function has signed and sent its first request. The first answer is to one call, over HTTP without TLS. Sizes are minified and unzipped, KB of 1,000 bytes.',
    figures,
    bars,
  });
}
