/**
 * Synthesizes the CDK app without its CLI, and only when something it is made from has changed.
 * `npm run synth`, `npm run synth -- --stage dev --out cdk.out`.
 */
import { spawn } from 'node:child_process';
import { createHash, type Hash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const PROJECT = join(import.meta.dirname, '..');

/** All that templates and bundles are made from; the runbook, as alarms are checked against its sections. */
const INPUTS = ['{bin,lib,functions,src}/**/*', 'package-lock.json', 'docs/runbook.md'];

/** Holds the hash of the inputs that a folder was synthesized from; written last, so a folder without it is not finished. */
const MARKER = '.synthesized-from';

export interface SynthesisRequest {
  /** `prod`, `dev` or `local`; see lib/stages.ts. */
  readonly stage: string;
  /** Folder for the cloud assembly, relative to the project; `cdk.out` is where the CDK's own CLI puts it. */
  readonly out: string;
  /** Told each step, a line without a line end. */
  readonly log: (line: string) => void;
}

/**
 * Makes sure that `out` holds the stage's templates and bundles as the sources are now; returns whether it had to synthesize.
 * Safe to run twice at once, and to be killed: it works in a folder of its own and publishes what it made when it is whole.
 * @throws Error with what the CDK said, when the app does not synthesize.
 */
export const ensureSynthesized = async ({ stage, out, log }: SynthesisRequest): Promise<boolean> => {
  const folder = resolve(PROJECT, out);
  const hash = hashOfInputs(stage);
  if (readMarker(folder) === hash) {
    log(`Templates of stage ${stage} are up to date in ${out}`);
    return false;
  }

  log(`Synthesizing stage ${stage} and bundling its functions…`);
  const started = performance.now();
  mkdirSync(folder, { recursive: true });
  const workshop = mkdtempSync(join(folder, 'synthesis-'));
  try {
    await synthesize(stage, workshop);
    publish(workshop, folder);
    writeFileSync(join(folder, MARKER), hash);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  log(`Synthesized stage ${stage} into ${out} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
};

/** Runs bin/app.ts the way the CDK's CLI does, by two environment variables. */
const synthesize = (stage: string, folder: string): Promise<void> =>
  new Promise((done, fail) => {
    const app = spawn(process.execPath, [join(PROJECT, 'bin/app.ts')], {
      cwd: PROJECT,
      env: {
        ...process.env,
        NODE_NO_WARNINGS: '1',
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ stage }),
        // Stack traces of constructs, which only an error would show, take a third of the time.
        CDK_DISABLE_STACK_TRACE: '1',
        // CloudFormation's own rules take seconds to load and speak of deployments; a laptop is held to the local service's.
        ...(stage === 'local' ? { CDK_VALIDATION: 'false' } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    app.stdout.on('data', (chunk) => (said += chunk));
    app.stderr.on('data', (chunk) => (said += chunk));
    app.on('error', fail);
    app.on('close', (code) => {
      if (code === 0) done();
      else fail(new Error(`bin/app.ts did not synthesize stage ${stage} (exit code ${code}):\n${said.trim()}`));
    });
  });

const hashOfInputs = (stage: string): string => {
  const hash = createHash('sha256').update(`${stage}\n${process.version}\n`);
  for (const path of INPUTS.flatMap((pattern) => globSync(pattern, { cwd: PROJECT }).sort())) {
    if (statSync(join(PROJECT, path)).isFile()) addFile(hash, path);
  }
  return hash.digest('hex');
};

/** Lengths delimit names and contents, so that no two sets of files hash alike. */
const addFile = (hash: Hash, path: string): void => {
  const content = readFileSync(join(PROJECT, path));
  hash.update(`${path.length}:${path}${content.length}:`).update(content);
};

const readMarker = (folder: string): string | undefined => {
  const path = join(folder, MARKER);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

/** Moves bundles first, then what refers to them. Bundles are named by their content, so one that is there is the same. */
const publish = (workshop: string, folder: string): void => {
  rmSync(join(folder, MARKER), { force: true });
  const isBundle = (name: string) => name.startsWith('asset.');
  const made = readdirSync(workshop);
  for (const name of made.filter(isBundle)) {
    if (!existsSync(join(folder, name))) renameSync(join(workshop, name), join(folder, name));
  }
  for (const name of made.filter((name) => !isBundle(name))) renameSync(join(workshop, name), join(folder, name));
  removeLeftovers(folder, new Set(made));
};

const DAY_MS = 86_400_000;

/** Bundles of yesterday's code; younger ones may belong to a local service that is still running. */
const removeLeftovers = (folder: string, current: ReadonlySet<string>): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isLeftover = /^(asset\.|synthesis-)/.test(name) && !current.has(name);
    if (isLeftover && Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: { stage: { type: 'string', default: 'prod' }, out: { type: 'string', default: 'cdk.out' } },
  });
  try {
    await ensureSynthesized({ ...values, log: (line) => console.log(line) });
    console.log(
      `Look at ${relative(process.cwd(), join(PROJECT, values.out))}/*.template.json, or deploy with npx cdk deploy`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
