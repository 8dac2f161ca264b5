/** The secrets on disk: one file that only its owner can read, replaced whole. */
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly versionId: string;
  readonly value: string;
  readonly description?: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface SecretsFile {
  readonly all: () => readonly Secret[];
  /** Adds the secret, or replaces the one of its name. */
  readonly put: (secret: Secret) => void;
}

const OWNER_ONLY = 0o600;

/** @throws Error when the file is there and cannot be read: a new secret in its place would lock old data away */
export const openSecretsFile = (directory: string): SecretsFile => {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'secrets.json');
  let secrets = readSecrets(path);
  return {
    all: () => secrets,
    put: (secret) => {
      const next = [...secrets.filter(({ name }) => name !== secret.name), secret];
      const draft = `${path}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`, { mode: OWNER_ONLY });
      // The mode above is only for a new file; a draft left behind by a crash keeps its own.
      chmodSync(draft, OWNER_ONLY);
      renameSync(draft, path);
      secrets = next;
    },
  };
};

const readSecrets = (path: string): readonly Secret[] => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as readonly Secret[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new Error(`${path} cannot be read; restore it, or delete the local data to start afresh`, { cause: error });
  }
};
