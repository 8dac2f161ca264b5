/**
 * Runs the tests: all of them, or those under the folders and files named on the command line.
 * `npm test`, `npm test -- test/domain`, `npm test -- test/e2e/questions.test.ts`.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
/** All but the tests with other makers' clients, which `npm run test:clients` installs and runs. */
const OURS = 'test/!(clients)/**/*.test.ts';

const missing = named.filter((path) => !existsSync(path));
if (missing.length > 0) {
  console.error(`there is no ${missing.join(', no ')}`);
  process.exit(1);
}

const patterns = (named.length > 0 ? named : [OURS]).map((path) =>
  path !== OURS && statSync(path).isDirectory() ? `${path.replace(/\/$/, '')}/**/*.test.ts` : path,
);

// Node leaves a core to itself by default; on two cores that is half of them, and many tests wait for child processes.
const concurrency = `--test-concurrency=${availableParallelism()}`;

const runner = spawn(process.execPath, ['--test', concurrency, ...flags, ...patterns], {
  stdio: 'inherit',
  env: { ...process.env, NODE_NO_WARNINGS: '1' },
});
runner.on('exit', (code) => process.exit(code ?? 1));
