/** Reads the deployment's secret once. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { calling } from '../aws-errors.ts';
import { nextTurn } from '../system/next-turn.ts';

/** The secret's text. */
export const readSecret = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  const answer = await calling('GetSecretValue', () => client.send(new GetSecretValueCommand({ SecretId: secretArn })));
  if (!answer.SecretString)
    throw new Error('the pseudonym secret is empty; restore it, or every user gets a new pseudonym');
  return answer.SecretString;
};

/**
 * Asks for the secret, and is back once the request is on its way: what needs no secret is made before what it returns is called, while
 * others would wait. Should the secret fail meanwhile, that call tells of it.
 */
export const beginSecret = async (client: SecretsManagerClient, secretArn: string): Promise<() => Promise<string>> => {
  const reading = readSecret(client, secretArn);
  reading.catch(() => undefined);
  await nextTurn();
  return () => reading;
};
