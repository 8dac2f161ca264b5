/**
 * `npm run test:clients`: runs real clients of other makers, unmodified, against one local service. They come from a package of
 * their own (test/clients), which is installed here when its lockfile is not the one that was installed last, so that neither
 * `npm ci` nor `npm test` pays for them. Arguments name test files; without any, all run.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from './start/service.ts';

const FOLDER = 'test/clients';
const STAMP = join(FOLDER, 'node_modules', '.installed');

const run = (command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });

const install = async (): Promise<void> => {
  const lock = createHash('sha256')
    .update(readFileSync(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  // No install script of any client is needed.
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: FOLDER });
  if (code !== 0) throw new Error(`the clients could not be installed: npm ci in ${FOLDER} ended with ${code}`);
  writeFileSync(STAMP, lock);
};

const test = async (files: readonly string[]): Promise<number> => {
  const data = mkdtempSync(join(tmpdir(), 'sightglass-clients-'));
  const { service, key } = await startService({ port: 0, data, log: () => undefined });
  try {
    return await run(process.execPath, ['--test', `--test-concurrency=${availableParallelism()}`, ...files], {
      env: { ...process.env, NODE_NO_WARNINGS: '1', SIGHTGLASS_URL: service.url, SIGHTGLASS_KEY: key },
    });
  } finally {
    await service.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

try {
  await install();
  const named = process.argv.slice(2);
  process.exitCode = await test(named.length > 0 ? named : globSync(`${FOLDER}/*.test.ts`));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
