/**
 * The app as `npx cdk deploy` and `npm start` synthesize it: with bundles, with every rule, and without AWS. On a copy of the
 * project, so that the tests may change what it is made from.
 */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

/** A function's code, unzipped: Lambda allows 250 MB, but every cold start pays for each kilobyte that it parses. */
const MAX_BUNDLE_BYTES = 600_000;
/** What it reads beside its code when it first needs it, all together, the names of people (a model) aside. */
const MAX_ASSET_BYTES = 96 * 1024;
const LAST_WEEK = new Date(Date.now() - 7 * 86_400_000);

const checkout = join(import.meta.dirname, '../..');
const project = realpathSync(mkdtempSync(join(tmpdir(), 'sightglass-copy-')));
const out = join(project, 'cdk.out');

/** No credentials, no region, no home folder to find any in, and a proxy that leads nowhere. */
const AWAY_FROM_AWS = { HOME: project, HTTPS_PROXY: 'http://127.0.0.1:1', AWS_EC2_METADATA_DISABLED: 'true' };
const environment = { ...process.env };

const synth = async (stage = 'prod', folder = 'cdk.out'): Promise<{ did: boolean; said: readonly string[] }> => {
  const { ensureSynthesized } = await import(join(project, 'tools/synth.ts'));
  const said: string[] = [];
  const did = await ensureSynthesized({ stage, out: folder, log: (line: string) => said.push(line) });
  return { did, said };
};

const bundles = (folder = out) => readdirSync(folder).filter((name) => name.startsWith('asset.'));

/** The folder in `out` with the code of a function. */
const folderOf = (name: string): string => {
  const service = JSON.parse(readFileSync(join(out, 'sightglass-prod-service.template.json'), 'utf8'));
  const functions: { Properties?: { Description?: string; Code?: { S3Key?: string } } }[] = Object.values(
    service.Resources,
  );
  const found = functions.find(({ Properties }) => Properties?.Description === `Sightglass prod: ${name}`);
  return `asset.${found?.Properties?.Code?.S3Key?.replace('.zip', '')}`;
};

before(async () => {
  for (const path of [
    'bin',
    'lib',
    'functions',
    'src',
    'docs/runbook.md',
    'tools/synth.ts',
    'package-lock.json',
    'package.json',
  ]) {
    cpSync(join(checkout, path), join(project, path), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(project, 'node_modules'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, AWAY_FROM_AWS);
  await synth();
});

after(() => {
  process.env = environment;
  rmSync(project, { recursive: true });
});

test('the app synthesizes two stacks and five bundles without AWS, held to every rule', () => {
  const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));

  assert.deepEqual(templates.sort(), ['sightglass-prod-data.template.json', 'sightglass-prod-service.template.json']);
  assert.equal(bundles().length, 5);
});

test('every bundle is code of at most 600 KB in all, the word that it is CommonJS, and packed tables and models', () => {
  const sizeOf = (bundle: string, file: string) => statSync(join(out, bundle, file)).size;
  for (const bundle of bundles()) {
    const files = readdirSync(join(out, bundle));
    const sumOf = (some: readonly string[]) => some.reduce((sum, file) => sum + sizeOf(bundle, file), 0);
    // Rooms that are loaded when they are needed count. Not so RE2, for patterns of a project's own, nor the phone library, for when a number is looked at.
    const code = files.filter((file) => file.endsWith('.js') && file !== 're2.js' && file !== 'phone-numbers.js');
    const tables = files.filter((file) => /\.(br|dict)$/.test(file));
    const known = [...code, ...tables, 'package.json', 'names.bin', 're2.js', 'phone-numbers.js'];

    assert.ok(code.includes('index.js') && files.includes('package.json'));
    assert.deepEqual(
      files.filter((file) => !known.includes(file)),
      [],
    );
    assert.ok(sumOf(code) > 0 && sumOf(code) <= MAX_BUNDLE_BYTES, `the code of ${bundle} has ${sumOf(code)} bytes`);
    assert.ok(sumOf(tables) <= MAX_ASSET_BYTES, `the tables of ${bundle} have ${sumOf(tables)} bytes`);
  }
});

test('the name model and RE2 lie beside the bundle of each function that redacts texts, at most 3.5 MB with the code', () => {
  const filesOf = (name: string): readonly string[] => readdirSync(join(out, folderOf(name)));

  for (const name of ['ingest', 'redaction', 'feedback']) assert.ok(filesOf(name).includes('names.bin'), name);
  for (const name of ['ingest', 'redaction', 'feedback']) assert.ok(filesOf(name).includes('re2.js'), name);
  for (const name of ['query', 'summaries']) assert.ok(!filesOf(name).includes('names.bin'), name);
  for (const bundle of bundles()) {
    const bytes = readdirSync(join(out, bundle)).reduce((sum, name) => sum + statSync(join(out, bundle, name)).size, 0);
    assert.ok(bytes <= 3_500_000, `${bundle} has ${bytes} bytes`);
  }
});

test('a function whose name model is missing answers 503 and redacts nothing, rather than leave names in', async () => {
  const bare = join(project, 'bare');
  cpSync(join(out, folderOf('redaction')), bare, { recursive: true });
  rmSync(join(bare, 'names.bin'));
  Object.assign(process.env, {
    STAGE: 's',
    TABLE_NAME: 't',
    BUCKET_NAME: 'b',
    JOBS_QUEUE_URL: 'q',
    RETENTION_DAYS: '1',
    SECRET_ARN: 'a',
    METRICS_NAMESPACE: 'n',
    AWS_REGION: 'eu-west-1',
  });
  const { handler } = createRequire(import.meta.url)(join(bare, 'index.js'));

  const { statusCode, body } = await handler({
    routeKey: 'POST /v1/redact',
    headers: {},
    requestContext: { http: { method: 'POST', path: '/' } },
  });

  assert.equal(statusCode, 503);
  assert.ok(!body.includes('redacted'), body);
});

test('the templates name every bundle, and no bundle names the machine it was made on', () => {
  const service = readFileSync(join(out, 'sightglass-prod-service.template.json'), 'utf8');

  for (const bundle of bundles()) {
    const code = readFileSync(join(out, bundle, 'index.js'), 'utf8');

    assert.ok(service.includes(`${bundle.replace('asset.', '')}.zip`), bundle);
    assert.ok(!code.includes(project) && !code.includes(checkout), `${bundle} holds the path of a checkout`);
  }
});

test('ensureSynthesized() does nothing while its inputs are the same', async () => {
  const { did, said } = await synth();

  assert.equal(did, false);
  assert.match(said.join(), /up to date/);
});

test('ensureSynthesized() takes an interrupted synthesis up again, and makes the same bundles for every stage', async () => {
  const interrupted = join(project, 'cdk.out.local');
  const leftover = join(interrupted, 'synthesis-killed');
  mkdirSync(leftover, { recursive: true });
  utimesSync(leftover, LAST_WEEK, LAST_WEEK);
  writeFileSync(join(interrupted, 'manifest.json'), '{');

  const { did } = await synth('local', 'cdk.out.local');

  assert.equal(did, true);
  // The local stage has a function more: the judge.
  const local = bundles(interrupted);
  assert.deepEqual(
    bundles().filter((bundle) => !local.includes(bundle)),
    [],
  );
  assert.ok(JSON.parse(readFileSync(join(interrupted, 'manifest.json'), 'utf8')));
  assert.deepEqual(
    readdirSync(interrupted).filter((name) => name.startsWith('synthesis-')),
    [],
  );
});

test('ensureSynthesized() synthesizes again when a source has changed, and says what is wrong with it', async () => {
  appendFileSync(join(project, 'functions/query/index.ts'), "\nimport './nothing.ts';\n");

  await assert.rejects(
    synth('local', 'cdk.out.local'),
    /did not synthesize stage local[\s\S]*Could not resolve "\.\/nothing\.ts"/,
  );
});

test('ensureSynthesized() says what the CDK said when a stage does not exist', async () => {
  await assert.rejects(
    synth('nowhere'),
    /did not synthesize stage nowhere[\s\S]*stage must be one of prod, dev, local, got "nowhere"/,
  );
});
