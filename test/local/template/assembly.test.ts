import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';
import { readAssembly } from '../../../local/template/assembly.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes files of an assembly, by path. */
const assemblyWith = (files: Readonly<Record<string, unknown>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  return folder;
};

const stack = (environment: string) => ({
  type: 'aws:cloudformation:stack',
  environment,
  properties: { templateFile: 'S.template.json' },
  metadata: { '/S/Fn/Resource': [{ type: 'aws:cdk:logicalId', data: 'Fn123' }] },
});

test('readAssembly() ties assets, construct paths and environments to their stack', () => {
  const folder = assemblyWith({
    'manifest.json': {
      artifacts: {
        'S.assets': { type: 'cdk:asset-manifest', properties: { file: 'S.assets.json' } },
        S: stack('aws://123456789012/eu-north-1'),
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    },
    'S.template.json': { Resources: {} },
    'S.assets.json': {
      files: { abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } } },
    },
  });

  const [read] = readAssembly(folder);

  assert.equal(read?.name, 'S');
  assert.equal(read?.region, 'eu-north-1');
  assert.equal(read?.accountId, '123456789012');
  assert.equal(read?.assets.get('abc.zip'), join(folder, 'asset.abc'));
  assert.equal(read?.constructPaths.get('Fn123'), 'S/Fn/Resource');
});

test('readAssembly() takes an environment-agnostic stack as one that may run anywhere', () => {
  const folder = assemblyWith({
    'manifest.json': { artifacts: { S: stack('aws://unknown-account/unknown-region') } },
    'S.template.json': { Resources: {} },
  });

  const [read] = readAssembly(folder);

  assert.equal(read?.region, undefined);
  assert.equal(read?.accountId, undefined);
});

test('readAssembly() reads the stacks of nested stages', () => {
  const folder = assemblyWith({
    'manifest.json': {
      artifacts: { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } } },
    },
    'assembly-stage/manifest.json': { artifacts: { S: stack('aws://unknown-account/unknown-region') } },
    'assembly-stage/S.template.json': { Resources: {} },
  });

  const stacks = readAssembly(folder);

  assert.deepEqual(
    stacks.map(({ name }) => name),
    ['S'],
  );
});

test('readAssembly() refuses an artifact of a kind it does not know', () => {
  const folder = assemblyWith({ 'manifest.json': { artifacts: { X: { type: 'cdk:future' } } } });

  assert.throws(() => readAssembly(folder), /artifact X is a cdk:future/);
});

test('readAssembly() says what to do when the folder is empty', () => {
  assert.throws(() => readAssembly(assemblyWith({})), /no manifest\.json; synthesize the app first/);
});
