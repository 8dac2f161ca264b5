/** Makes API keys and what is kept of them. */
import { randomBytes } from 'node:crypto';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { hashKey } from '../../src/lambda/authenticate.ts';
import type { KeyGrant, Scope } from '../../src/pipelines/ports/keys.ts';

export interface MadeKey {
  /** Shown once, to whoever will hold it. */
  readonly key: string;
  readonly keyHash: string;
  readonly grant: KeyGrant;
}

export interface KeyRequest {
  readonly project: ProjectId;
  readonly scopes: readonly Scope[];
  readonly name: string;
  readonly now: number;
  /** A key that exists already; a new one has 256 random bits. */
  readonly key?: string;
}

/** A key and its grant. The `sg_` in front lets secret scanners recognise a leaked one. */
export const makeKey = ({ project, scopes, name, now, key }: KeyRequest): MadeKey => {
  const secret = key ?? `sg_${randomBytes(32).toString('base64url')}`;
  const keyHash = hashKey(secret);
  return {
    key: secret,
    keyHash,
    grant: { keyId: `key-${keyHash.slice(0, 12)}`, project, scopes, name, createdAt: now },
  };
};

/** A pair as Langfuse's clients want it. */
export interface MadePair {
  /** Goes into pages: it may send feedback and scores, and nothing else. */
  readonly publicKey: MadeKey;
  readonly secretKey: MadeKey;
}

/**
 * A public and a secret key that belong together. Each is a key of its own: Basic authentication takes the secret one as password,
 * and a page in a browser sends the public one as bearer.
 */
export const makePair = ({ project, scopes, name, now }: Omit<KeyRequest, 'key'>): MadePair => {
  const half = (prefix: string, granted: readonly Scope[], called: string): MadeKey =>
    makeKey({
      project,
      scopes: granted,
      name: called,
      now,
      key: `${prefix}-lf-${randomBytes(32).toString('base64url')}`,
    });
  const secretKey = half('sk', scopes, name);
  const publicKey = half('pk', ['feedback'], `${name} (public half of ${secretKey.grant.keyId})`.trim());
  return { publicKey, secretKey };
};
