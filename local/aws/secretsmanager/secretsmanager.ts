/** Secrets Manager for the local cloud: the template's secrets, generated once, read by the functions that may. */
import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { answerJson, type JsonObject, type JsonProtocol, refuseUnknownParameters } from '../json-protocol.ts';
import type { AwsService, Clock } from '../service.ts';
import { type Properties, readProperties } from '../template-properties.ts';
import { generateSecretString } from './generate.ts';
import { openSecretsFile, type Secret } from './secrets-file.ts';

export interface CreatedSecret {
  readonly name: string;
  /** What `Ref` gives. */
  readonly arn: string;
}

export interface SecretsManager extends AwsService {
  /**
   * Creates the secret of an AWS::SecretsManager::Secret. A generated value is made once and stays, whatever the options
   * become; a value the template states is taken over when it changes.
   * @param name the secret's name unless the properties give one
   * @param properties with all intrinsics resolved
   * @param arn the secret's ARN, where the template's `Ref` has given one already
   * @throws Error naming whatever the local Secrets Manager does not honour
   */
  createSecretFromTemplate(name: string, properties: Properties, arn?: string): CreatedSecret;
}

export interface SecretsManagerOptions {
  readonly directory: string;
  readonly region: string;
  readonly accountId: string;
  readonly clock?: Clock;
}

/** What GetSecretValue and DescribeSecret call the only version we keep. */
const CURRENT = 'AWSCURRENT';

export const createSecretsManager = async (options: SecretsManagerOptions): Promise<SecretsManager> => {
  const { directory, region, accountId, clock = Date.now } = options;
  const file = openSecretsFile(directory);
  const arnOf = (name: string): string =>
    `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${arnSuffix(name)}`;

  /** By name, ARN, or ARN without its suffix. */
  const find = (id: unknown): Secret => {
    const secret = file.all().find(({ name, arn }) => id === name || id === arn || id === arn.slice(0, -7));
    if (secret !== undefined) return secret;
    throw notFound("Secrets Manager can't find the specified secret.");
  };

  const getValue = (input: JsonObject): JsonObject => {
    refuseUnknownParameters('GetSecretValue', input, ['SecretId', 'VersionId', 'VersionStage']);
    const secret = find(input['SecretId']);
    const { VersionId = secret.versionId, VersionStage = CURRENT } = input;
    if (VersionId !== secret.versionId || VersionStage !== CURRENT) {
      throw notFound(`Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`);
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: secret.versionId,
      SecretString: secret.value,
      VersionStages: [CURRENT],
      CreatedDate: secret.changedAt / 1000,
    };
  };

  const describe = (input: JsonObject): JsonObject => {
    refuseUnknownParameters('DescribeSecret', input, ['SecretId']);
    const secret = find(input['SecretId']);
    return {
      ARN: secret.arn,
      Name: secret.name,
      ...(secret.description === undefined ? {} : { Description: secret.description }),
      CreatedDate: secret.createdAt / 1000,
      LastChangedDate: secret.changedAt / 1000,
      VersionIdsToStages: { [secret.versionId]: [CURRENT] },
    };
  };

  const protocol: JsonProtocol = {
    version: '1.1',
    target: 'secretsmanager',
    namespace: 'com.amazonaws.secretsmanager',
    operations: {
      GetSecretValue: (input) => ({ output: getValue(input) }),
      DescribeSecret: (input) => ({ output: describe(input) }),
    },
  };

  return {
    signingName: 'secretsmanager',
    handle: (request) => answerJson(protocol, request),
    createSecretFromTemplate: (givenName, properties, givenArn) => {
      const where = `secret ${givenName}`;
      const read = readProperties(where, properties);
      const name = String(read.read('Name') ?? givenName);
      const arn = givenArn ?? arnOf(name);
      const description = read.read('Description') as string | undefined;
      const stated = read.read('SecretString') as string | undefined;
      const generator = read.read('GenerateSecretString');
      // The file's mode takes the place of a key in KMS.
      read.ignore('KmsKeyId', 'Tags');
      read.finish();
      if ((stated === undefined) === (generator === undefined)) {
        throw new Error(`${where}: needs either SecretString or GenerateSecretString`);
      }

      const existing = file.all().find((secret) => secret.name === name);
      const generated = generator === undefined ? undefined : generateSecretString(where, generator);
      const value = stated ?? existing?.value ?? generated!;
      if (value !== existing?.value || description !== existing.description || arn !== existing.arn) {
        const now = clock();
        const isSame = value === existing?.value;
        file.put({
          name,
          arn,
          value,
          versionId: isSame ? existing.versionId : randomUUID(),
          createdAt: existing?.createdAt ?? now,
          changedAt: isSame ? existing.changedAt : now,
          ...(description === undefined ? {} : { description }),
        });
      }
      return { name, arn };
    },
    close: async () => {},
  };
};

const notFound = (message: string): AwsError => new AwsError({ code: 'ResourceNotFoundException', message });

/** AWS ends an ARN with six random characters; here they follow from the name, so that a restart changes nothing. */
const arnSuffix = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 6);
