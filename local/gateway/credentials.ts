/** Access keys of one run: one set per role, and one for the operator (the account's root). */
import { randomBytes } from 'node:crypto';
import type { Principal } from '../iam/decide.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Undefined for the operator's long-lived key. */
  readonly sessionToken: string | undefined;
}

export interface CredentialStore {
  /** Issues temporary credentials of a role, as AWS STS does for an execution environment. */
  readonly issueForRole: (role: { readonly name: string; readonly arn: string }) => Credentials;
  readonly operator: Credentials;
  /** Who an access key belongs to, and its secret. */
  readonly find: (
    accessKeyId: string,
  ) => { readonly credentials: Credentials; readonly principal: Principal } | undefined;
}

/** Access key ids are 20 characters: a four-letter prefix (ASIA temporary, AKIA permanent) and 16 of base 32. */
const keyId = (prefix: string): string =>
  prefix + [...randomBytes(16)].map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[byte & 31]).join('');

/** Keys live in memory and die with the run; a key of yesterday's run is refused. */
export const createCredentials = (): CredentialStore => {
  const issued = new Map<string, { readonly credentials: Credentials; readonly principal: Principal }>();
  const issue = (prefix: string, principal: Principal): Credentials => {
    const credentials = {
      accessKeyId: keyId(prefix),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: prefix === 'ASIA' ? randomBytes(48).toString('base64') : undefined,
    };
    issued.set(credentials.accessKeyId, { credentials, principal });
    return credentials;
  };
  return {
    issueForRole: ({ name, arn }) => issue('ASIA', { kind: 'role', name, arn }),
    operator: issue('AKIA', { kind: 'root' }),
    find: (accessKeyId) => issued.get(accessKeyId),
  };
};
