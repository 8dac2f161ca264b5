/** API keys, and what they open. */
import type { ProjectId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import type { Waiting } from './time.ts';

export const SCOPES = ['ingest', 'feedback', 'read', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** What an API key opens. The key itself is known to its holder only; we keep its hash. */
export interface KeyGrant {
  readonly keyId: string;
  readonly project: ProjectId;
  readonly scopes: readonly Scope[];
  readonly name: string;
  readonly createdAt: EpochMs;
  readonly revokedAt?: EpochMs;
}

export interface KeyStore {
  /** What a key opens, by the SHA-256 of the key in hex; undefined when there is none. Revoked grants are returned as such. */
  find(keyHash: string, waiting: Waiting): Promise<KeyGrant | undefined>;
}
