/** Reads the deployment's secret once. */
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { calling } from '../aws-errors.ts';

/** The secret's text. */
export const readSecret = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  const answer = await calling('GetSecretValue', () => client.send(new GetSecretValueCommand({ SecretId: secretArn })));
  if (!answer.SecretString)
    throw new Error('the pseudonym secret is empty; restore it, or every user gets a new pseudonym');
  return answer.SecretString;
};
