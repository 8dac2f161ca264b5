/** Secrets Manager, as far as we use it, under the names that the AWS SDK has for it. */
import { commandOf, jsonClientOf } from './json-client.ts';

export const SecretsManagerClient = jsonClientOf({ host: 'secretsmanager', version: '1.1', target: 'secretsmanager' });
export const GetSecretValueCommand = commandOf('GetSecretValue');
