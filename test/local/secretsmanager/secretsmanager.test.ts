/** Secrets: generated once, readable by the real SDK, the same after a restart, and nobody else's business. */
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import { generateSecretString } from '../../../local/aws/secretsmanager/generate.ts';
import { createSecretsManager } from '../../../local/aws/secretsmanager/secretsmanager.ts';
import { serve } from '../serve.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

const open = (directory: string) =>
  createSecretsManager({ directory, region: 'eu-central-1', accountId: '123456789012' });

const start = async (context: TestContext) => {
  const directory = temporaryDirectory(context);
  const service = await open(directory);
  const served = await serve(service);
  const client = new SecretsManagerClient(served.client);
  context.after(async () => {
    client.destroy();
    await served.stop();
  });
  return { directory, service, client };
};

test('GetSecretValue finds a generated secret by name, ARN and ARN without suffix', async (context) => {
  const { client, service } = await start(context);
  const { name, arn } = service.createSecretFromTemplate('pepper', { GenerateSecretString: {} });

  const answers = await Promise.all(
    [name, arn, arn.slice(0, -7)].map((SecretId) => client.send(new GetSecretValueCommand({ SecretId }))),
  );

  assert.match(arn, /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:pepper-[0-9a-f]{6}$/);
  for (const { ARN, Name, SecretString, VersionStages } of answers) {
    assert.deepEqual([ARN, Name, VersionStages], [arn, 'pepper', ['AWSCURRENT']]);
    assert.equal(SecretString?.length, 32);
    assert.equal(SecretString, answers[0]?.SecretString);
  }
});

test('a generated secret stays the same over restarts, in a file that only its owner can read', async (context) => {
  const { client, directory, service } = await start(context);
  const properties = { GenerateSecretString: { PasswordLength: 40 } };
  const created = service.createSecretFromTemplate('pepper', properties);
  const before = await client.send(new GetSecretValueCommand({ SecretId: 'pepper' }));

  const restarted = await open(directory);
  const recreated = restarted.createSecretFromTemplate('pepper', { GenerateSecretString: { PasswordLength: 50 } });
  const served = await serve(restarted);
  const second = new SecretsManagerClient(served.client);
  const after = await second.send(new GetSecretValueCommand({ SecretId: 'pepper' }));
  second.destroy();
  await served.stop();

  assert.deepEqual(recreated, created);
  assert.equal(after.SecretString, before.SecretString);
  assert.equal(after.VersionId, before.VersionId);
  assert.equal(statSync(join(directory, 'secrets.json')).mode & 0o777, 0o600);
});

test('a secret the template states follows the template, as a new version', async (context) => {
  const { client, service } = await start(context);
  const read = () => client.send(new GetSecretValueCommand({ SecretId: 'stated' }));

  service.createSecretFromTemplate('stated', { SecretString: 'one', Description: 'd' });
  const first = await read();
  service.createSecretFromTemplate('stated', { SecretString: 'two', Description: 'd' });
  const second = await read();
  const described = await client.send(new DescribeSecretCommand({ SecretId: 'stated' }));

  assert.deepEqual([first.SecretString, second.SecretString], ['one', 'two']);
  assert.notEqual(first.VersionId, second.VersionId);
  assert.equal(described.Description, 'd');
  assert.deepEqual(described.VersionIdsToStages, { [second.VersionId!]: ['AWSCURRENT'] });
});

test('GetSecretValue says what it cannot find, and other operations are answered 501 by name', async (context) => {
  const { client, service } = await start(context);
  service.createSecretFromTemplate('pepper', { GenerateSecretString: {} });
  const get = (input: object) => () => client.send(new GetSecretValueCommand({ SecretId: 'pepper', ...input }));

  await assert.rejects(get({ SecretId: 'absent' }), (error) => error instanceof ResourceNotFoundException);
  await assert.rejects(get({ VersionStage: 'AWSPREVIOUS' }), { message: /staging label: AWSPREVIOUS/ });
  await assert.rejects(client.send(new ListSecretsCommand({})), { name: 'UnknownOperationException' });
});

test('a secrets file that cannot be read stops the start instead of being replaced', async (context) => {
  const directory = temporaryDirectory(context);
  writeFileSync(join(directory, 'secrets.json'), '[{"name":');

  await assert.rejects(open(directory), { message: /secrets\.json cannot be read/ });
});

test('generateSecretString() keeps to its length, its characters and its kinds', () => {
  const flags = fc.record({
    ExcludeLowercase: fc.boolean(),
    ExcludeUppercase: fc.boolean(),
    ExcludeNumbers: fc.boolean(),
    ExcludePunctuation: fc.boolean(),
    IncludeSpace: fc.boolean(),
  });
  const kinds = {
    ExcludeLowercase: /[a-z]/,
    ExcludeUppercase: /[A-Z]/,
    ExcludeNumbers: /[0-9]/,
    ExcludePunctuation: /[!-/:-@[-`{-~]/,
  } as const;

  fc.assert(
    fc.property(flags, fc.integer({ min: 5, max: 60 }), (options, PasswordLength) => {
      fc.pre(!Object.keys(kinds).every((name) => options[name as keyof typeof kinds]));

      const secret = generateSecretString('s', { ...options, PasswordLength, ExcludeCharacters: 'aZ5/' });

      assert.equal(secret.length, PasswordLength);
      assert.doesNotMatch(secret, /[aZ5/]/);
      for (const [name, kind] of Object.entries(kinds)) {
        assert.equal(kind.test(secret), !options[name as keyof typeof kinds], name);
      }
      assert.equal(secret.includes(' '), options.IncludeSpace);
    }),
  );
});

test('generateSecretString() puts the password into its template', () => {
  const secret = generateSecretString('s', {
    SecretStringTemplate: '{"user":"a"}',
    GenerateStringKey: 'password',
    ExcludePunctuation: true,
    PasswordLength: 64,
  });

  const { user, password } = JSON.parse(secret);
  assert.equal(user, 'a');
  assert.match(password, /^[A-Za-z0-9]{64}$/);
});

const REFUSED: readonly (readonly [string, object, RegExp])[] = [
  ['replicas', { GenerateSecretString: {}, ReplicaRegions: [] }, /does not know ReplicaRegions/],
  ['neither value nor generator', {}, /either SecretString or GenerateSecretString/],
  ['an unknown option', { GenerateSecretString: { Strength: 9 } }, /does not know Strength/],
  ['a length too short for all kinds', { GenerateSecretString: { PasswordLength: 3 } }, /PasswordLength must be/],
  ['a key without template', { GenerateSecretString: { GenerateStringKey: 'k' } }, /go together/],
];

for (const [what, properties, message] of REFUSED) {
  test(`createSecretFromTemplate() refuses ${what} by name`, async (context) => {
    const service = await open(temporaryDirectory(context));

    assert.throws(() => service.createSecretFromTemplate('s', { ...properties }), { message });
  });
}
