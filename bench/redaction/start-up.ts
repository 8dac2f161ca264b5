/** What the engine adds to a function: bytes of code and model, and the time until the first text is redacted. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const MODEL = 'src/domain/redact/names/names.bin';

const ENTRY = `
const began = process.cpuUsage();
const { readFileSync } = require('node:fs');
const { createRedactor, DEFAULT_POLICY } = require(${JSON.stringify(resolve('src/domain/redact/redactor.ts'))});
const { readNameModel } = require(${JSON.stringify(resolve('src/domain/redact/names/model.ts'))});
const names = readNameModel(readFileSync(${JSON.stringify(resolve(MODEL))}));
createRedactor(DEFAULT_POLICY, { names }).redact('My name is Jane Doe, jane@example.com');
const { user, system } = process.cpuUsage(began);
process.stdout.write(JSON.stringify({ processorMs: (user + system) / 1000 }));
`;

/** Kilobytes of minified code, megabytes with the model, and milliseconds of processor time added: the median of nine cold processes. */
export const measureStartUp = (): { readonly codeKb: number; readonly bundleMb: number; readonly startMs: number } => {
  const folder = mkdtempSync(join(tmpdir(), 'redaction-'));
  try {
    const outfile = join(folder, 'bundle.cjs');
    const entry = join(folder, 'entry.cjs');
    writeFileSync(entry, ENTRY);
    buildSync({
      entryPoints: [entry],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      conditions: ['import'],
    });
    const times = Array.from({ length: 9 }, () => {
      const printed = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
      return (JSON.parse(printed) as { readonly processorMs: number }).processorMs;
    }).sort((a, b) => a - b);
    const code = statSync(outfile).size;
    return { codeKb: code / 1000, bundleMb: (code + statSync(MODEL).size) / 1e6, startMs: times[4]! };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
