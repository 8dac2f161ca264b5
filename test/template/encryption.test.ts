/** A key of one's own, where a stage has it: everything that is kept is encrypted with it, and whoever may use that may use the key. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { KEY_USES } from '../../local/gateway/needs/encrypted.ts';
import { everything, type Resource, synthesize, type Template } from './synthesis.ts';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const EXPORT = 'sightglass-prod-data:KmsKeyArn';
/** `everything` has the key created. */
const created = synthesize({}, everything);
const existing = synthesize({}, (settings) => ({ ...everything(settings), kmsKey: ARN }));

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const ofType = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** Pseudo parameters and joins as they are in account 111122223333, Ireland. */
const deployed = (value: unknown): unknown => {
  const values: Readonly<Record<string, string>> = {
    'AWS::AccountId': '111122223333',
    'AWS::Region': 'eu-west-1',
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  if (Array.isArray(value)) return value.map(deployed);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, inner]] = Object.entries(value) as [[string, unknown]];
  if (name === 'Ref' && String(inner) in values) return values[String(inner)];
  if (name === 'Fn::Join') return (deployed((inner as [string, unknown])[1]) as string[]).join('');
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deployed(member)]));
};

/** What names a key, of every resource that may. */
const keysOf = ({ data, service }: { readonly data: Template; readonly service: Template }) =>
  [data, service].flatMap(({ Resources }) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
      if (Type === 'AWS::KMS::Key') return [];
      const found = [
        ...JSON.stringify(Properties ?? {}).matchAll(/"K[Mm][Ss](?:Master)?Key(?:Id|ID)":(\{.*?\}|".*?")/g),
      ];
      return found.map(([, key]) => ({ id, type: Type, key: key! }));
    }),
  );

test('a stage that chose no key makes none and names none', () => {
  const plain = synthesize({}, (settings) => {
    const { kmsKey: _, ...rest } = everything(settings);
    return rest;
  });

  assert.deepEqual(keysOf(plain), []);
  assert.doesNotMatch(JSON.stringify([plain.data, plain.service]), /kms/i);
});

test('table, bucket, secret, every queue, topic and log group are encrypted with the key', () => {
  const KEEPERS = ['DynamoDB::GlobalTable', 'S3::Bucket', 'SecretsManager::Secret', 'SQS::Queue', 'SNS::Topic'];
  const keepers = [created.data, created.service].flatMap((template) =>
    [...KEEPERS, 'Logs::LogGroup'].flatMap((type) => ofType(template, `AWS::${type}`).map(([id]) => id)),
  );

  const encrypted = keysOf(created).map(({ id }) => id);

  assert.deepEqual(encrypted.toSorted(), keepers.toSorted());
});

test('the data stack makes a key that is renewed every year and outlives its stack, and exports it to the service', () => {
  const keys = ofType(created.data, 'AWS::KMS::Key');

  assert.deepEqual(
    keys.map(([id]) => id),
    ['Key961B73FD'],
    'another id is another key: what the old one encrypted would need both',
  );
  const [[, key]] = keys as [[string, Resource]];
  assert.equal(key.Properties!['EnableKeyRotation'], true);
  assert.deepEqual([key.DeletionPolicy, key.UpdateReplacePolicy], ['Retain', 'Retain']);
  assert.ok(Object.values(created.data.Outputs!).some(({ Export }) => Export?.Name === EXPORT));
});

test('a key that exists is taken as it is, under the same export, so that neither can be dropped by forgetting it', () => {
  assert.deepEqual(ofType(existing.data, 'AWS::KMS::Key'), []);
  const outputs = Object.values(existing.data.Outputs!).filter(({ Export }) => Export?.Name === EXPORT);

  assert.deepEqual(
    outputs.map(({ Value }) => Value),
    [ARN],
  );
  assert.deepEqual(existing.service, created.service);
  assert.ok(keysOf(existing).every(({ key }) => key === `"${ARN}"` || key === `{"Fn::ImportValue":"${EXPORT}"}`));
});

test('the bucket has bucket keys, so that not every object is a request to KMS', () => {
  const [[, bucket]] = ofType(created.data, 'AWS::S3::Bucket') as [[string, Resource]];

  assert.match(JSON.stringify(bucket.Properties!['BucketEncryption']), /"BucketKeyEnabled":true.*"aws:kms"/);
});

test('whoever may do something with what the key encrypts may use the key for it, through the same service and no other', () => {
  for (const [id, { Properties }] of ofType(created.service, 'AWS::IAM::Policy')) {
    const { Statement: statements } = Properties!['PolicyDocument'] as { Statement: readonly Statement[] };
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    const has = new Map<string, Set<string>>();
    for (const { Action, Condition } of allowed.filter(({ Action }) => [Action].flat()[0]!.startsWith('kms:'))) {
      const { StringEquals } = deployed(Condition) as { StringEquals: Record<string, string> };
      assert.deepEqual(Object.keys(StringEquals), ['kms:ViaService'], id);
      const service = StringEquals['kms:ViaService']!.replace('.eu-west-1.amazonaws.com', '');
      has.set(service, new Set([...(has.get(service) ?? []), ...[Action].flat()]));
    }
    const uses = allowed.flatMap(({ Action }) => [Action].flat()).filter((action) => KEY_USES[action] !== undefined);

    for (const action of uses) {
      const granted = has.get(action.split(':')[0]!) ?? new Set();
      for (const use of KEY_USES[action]!) assert.ok(granted.has(use), `${id} may ${action}, but not ${use} for it`);
    }
    const services = new Set(uses.map((action) => action.split(':')[0]!));
    // Lambda sends what failed to the dead letters in the function's name, without a grant on the queue that this stack states itself.
    assert.deepEqual(
      [...has.keys()].filter((service) => !services.has(service)),
      [],
      id,
    );
  }
});

test('nobody may decrypt with the key but through a service that holds data, or as one of two services of AWS', () => {
  const [[, key]] = ofType(created.data, 'AWS::KMS::Key') as [[string, Resource]];
  const { Statement: statements } = key.Properties!['KeyPolicy'] as { Statement: readonly Statement[] };

  const reading = statements.filter(({ Action }) =>
    [Action].flat().some((action) => /^kms:(\*|De(crypt)?\*?$)/.test(action) || action === 'kms:Decrypt'),
  );
  const granting = statements.filter(({ Action }) =>
    [Action].flat().some((action) => /^kms:(\*|Create(\*|Grant))/.test(action)),
  );

  assert.deepEqual(
    reading.map(({ Sid }) => Sid),
    ['UsedThroughServicesOnly', 'RolesOfThisStage', 'AlarmsOfThisAccount', 'LogsOfThisStage'],
  );
  assert.deepEqual(
    granting.map(({ Sid }) => Sid),
    ['HandedToTheTable'],
  );
  for (const { Sid, Condition } of [...reading, ...granting]) assert.ok(Condition !== undefined, Sid);
});

test('docs/key-policy.json, for keys that exist, is the policy of the key that is made here', () => {
  const [[, key]] = ofType(created.data, 'AWS::KMS::Key') as [[string, Resource]];
  const policy = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/key-policy.json'), 'utf8'));

  assert.deepEqual(policy, deployed(key.Properties!['KeyPolicy']));
});
