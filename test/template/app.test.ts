/** The app as `npx cdk deploy` and `npm start` run it: with bundles, with every rule, and without AWS. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ensureSynthesized } from '../../tools/synth.ts';

/** A function's code, unzipped: Lambda allows 250 MB, but every cold start pays for each kilobyte. */
const MAX_BUNDLE_BYTES = 600 * 1024;

const out = mkdtempSync(join(tmpdir(), 'sightglass-synth-'));
const said: string[] = [];
const synth = () => ensureSynthesized({ stage: 'prod', out, log: (line) => said.push(line) });

/** No credentials, no region, no home folder to find any in, and a proxy that leads nowhere. */
const AWAY_FROM_AWS = { HOME: out, HTTPS_PROXY: 'http://127.0.0.1:1', AWS_EC2_METADATA_DISABLED: 'true' };
const environment = { ...process.env };

before(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, AWAY_FROM_AWS);
  await synth();
});

after(() => {
  process.env = environment;
  rmSync(out, { recursive: true });
});

const LAST_WEEK = new Date(Date.now() - 7 * 86_400_000);

const bundles = (folder = out) => readdirSync(folder).filter((name) => name.startsWith('asset.'));

test('the app synthesizes two stacks and five bundles without AWS, held to every rule', () => {
  const templates = readdirSync(out).filter((name) => name.endsWith('.template.json'));

  assert.deepEqual(templates.sort(), ['sightglass-prod-data.template.json', 'sightglass-prod-service.template.json']);
  assert.equal(bundles().length, 5);
});

test('every bundle is one file and the word that it is CommonJS, and at most 600 KB', () => {
  for (const bundle of bundles()) {
    const bytes = statSync(join(out, bundle, 'index.js')).size;

    assert.deepEqual(readdirSync(join(out, bundle)).sort(), ['index.js', 'package.json']);
    assert.ok(bytes > 0 && bytes <= MAX_BUNDLE_BYTES, `${bundle} has ${bytes} bytes`);
  }
});

test('the templates name every bundle, and nothing of the machine they were made on', () => {
  const service = readFileSync(join(out, 'sightglass-prod-service.template.json'), 'utf8');

  for (const bundle of bundles()) assert.ok(service.includes(`${bundle.replace('asset.', '')}.zip`), bundle);
  for (const bundle of bundles()) {
    const code = readFileSync(join(out, bundle, 'index.js'), 'utf8');
    assert.ok(!code.includes(join(import.meta.dirname, '../..')), `${bundle} holds the path of this checkout`);
  }
});

test('ensureSynthesized() does nothing while its inputs are the same', async () => {
  assert.equal(await synth(), false);
  assert.match(said.at(-1)!, /up to date/);
});

test('ensureSynthesized() takes an interrupted synthesis up again, and makes the same bundles for every stage', async () => {
  const interrupted = mkdtempSync(join(tmpdir(), 'sightglass-synth-'));
  const leftover = join(interrupted, 'synthesis-killed');
  mkdirSync(leftover);
  utimesSync(leftover, LAST_WEEK, LAST_WEEK);
  writeFileSync(join(interrupted, 'manifest.json'), '{');

  const didSynthesize = await ensureSynthesized({ stage: 'local', out: interrupted, log: () => {} });

  assert.equal(didSynthesize, true);
  assert.deepEqual(bundles(interrupted), bundles());
  assert.ok(JSON.parse(readFileSync(join(interrupted, 'manifest.json'), 'utf8')));
  assert.deepEqual(
    readdirSync(interrupted).filter((name) => name.startsWith('synthesis-')),
    [],
  );
  rmSync(interrupted, { recursive: true });
});

test('ensureSynthesized() says what the CDK said when a stage does not exist', async () => {
  await assert.rejects(
    ensureSynthesized({ stage: 'nowhere', out, log: () => {} }),
    /did not synthesize stage nowhere[\s\S]*stage must be one of prod, dev, local, got "nowhere"/,
  );
});
