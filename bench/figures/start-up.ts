/**
 * How large each function is, and how long it takes to load: `node bench/figures/start-up.ts`. Bundles are made as for a
 * deployment; each is required by 9 processes of its own. Beside it the same bundle as an ES module.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bar, type Figure, publish } from './figure.ts';

const BUNDLER = join(import.meta.dirname, '../../lib/bundling/bundle-functions.ts');
const PROCESSES = 9;
const MOST_MS = { ingest: 60, others: 80 };
const MOST_KB = 600;

/** What a function finds in Lambda, so that loading it goes as far as its first request to AWS, which is never sent. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  STAGE: 'bench',
  TABLE_NAME: 'bench',
  BUCKET_NAME: 'bench',
  SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:bench',
  METRICS_NAMESPACE: 'bench',
  METRIC_CATEGORIES: '',
  RETENTION_DAYS: '30',
  PAYLOAD_SAMPLE_RATE: '1',
  METRIC_ENVIRONMENTS: '',
  METRIC_MODELS: '',
};

/** Milliseconds that a statement takes in a new process: the median and the best of nine. */
const load = (statement: string, type: 'commonjs' | 'module'): { readonly median: number; readonly best: number } => {
  const script = `const from = performance.now(); ${statement}; process.stdout.write(String(performance.now() - from)); process.exit(0)`;
  const times = Array.from({ length: PROCESSES }, () =>
    Number(
      execFileSync(process.execPath, [`--input-type=${type}`, '-e', script], {
        env: ENVIRONMENT,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ),
  ).sort((a, b) => a - b);
  assert.ok(times.every((time) => time > 0));
  return { median: times[PROCESSES >> 1] as number, best: times[0] as number };
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

export const measureStartUp = (): { readonly figures: readonly Figure[]; readonly bars: readonly Bar[] } => {
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-start-up-'));
  const meta = join(folder, 'meta.json');
  try {
    execFileSync(process.execPath, [BUNDLER, folder, meta], { stdio: ['ignore', 'ignore', 'inherit'] });
    const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
    const figures: Figure[] = [];
    const bars: Bar[] = [];
    let slowest = 0;
    for (const name of names) {
      const own = join(folder, name);
      const { median, best } = load(`require(${JSON.stringify(join(own, 'index.js'))})`, 'commonjs');
      figures.push(
        { name: `${name}: import (median ${median.toFixed(0)} ms)`, value: best, unit: 'ms' },
        { name: `${name}: code read at start`, value: bytesOf(own, /^index\.js$/) / 1024, unit: 'KB' },
        {
          name: `${name}: code read on demand`,
          value: (bytesOf(own, /\.js$/) - bytesOf(own, /^index\.js$/)) / 1024,
          unit: 'KB',
        },
        { name: `${name}: packed tables and dictionaries`, value: bytesOf(own, /\.(br|dict)$/) / 1024, unit: 'KB' },
        { name: `${name}: model of names`, value: bytesOf(own, /^names\.bin$/) / 1024, unit: 'KB' },
      );
      if (name === 'ingest') {
        bars.push({ name: 'import of ingest', value: best, unit: 'ms', most: MOST_MS.ingest });
        bars.push({
          name: 'code of ingest read at start',
          value: bytesOf(own, /^index\.js$/) / 1024,
          unit: 'KB',
          most: MOST_KB,
        });
      } else slowest = Math.max(slowest, best);
    }
    bars.push({ name: 'import of the slowest other function', value: slowest, unit: 'ms', most: MOST_MS.others });
    for (const [room, bytes] of modulesOf(meta, 'ingest').slice(0, 14)) {
      figures.push({ name: `of ingest: ${room}`, value: bytes / 1024, unit: 'KB' });
    }
    const asModule = join(folder, 'ingest/index.mjs');
    writeFileSync(asModule, moduleOf(readFileSync(join(folder, 'ingest/index.js'), 'utf8')));
    figures.push({
      name: 'ingest as an ES module: import',
      value: load(`await import(${JSON.stringify(asModule)})`, 'module').median,
      unit: 'ms',
    });
    return { figures, bars };
  } finally {
    rmSync(folder, { recursive: true });
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
  const { figures, bars } = measureStartUp();
  publish({
    bench: 'start-up',
    title: 'Start-up',
    method:
      'The best and the median of 9 processes that require the bundle, as other work on the machine makes single ones slow; a process takes 12 ms more to start. Sizes are minified and unzipped.',
    figures,
    bars,
  });
}
