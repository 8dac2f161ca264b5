/** API keys: what each opens, under the hash of the key. */
import { type ProjectId, parseProjectId } from '../../domain/call/ids.ts';
import type { KeyGrant, KeyStore } from '../../pipelines/ports/keys.ts';
import { API_KEYS_G1PK, apiKeyKey } from './keys.ts';
import type { Item, Table } from './table.ts';

export const createKeyStore = (table: Table): KeyStore => ({
  find: async (keyHash, waiting) => {
    const item = await table.get(apiKeyKey(keyHash), waiting, false);
    return item === undefined ? undefined : grantOfItem(item);
  },
});

/** What the keys command needs beside looking up. */
export interface KeyRegistry extends KeyStore {
  put(keyHash: string, grant: KeyGrant): Promise<void>;
  list(project?: ProjectId): Promise<readonly (KeyGrant & { readonly keyHash: string })[]>;
}

export const createKeyRegistry = (table: Table): KeyRegistry => ({
  ...createKeyStore(table),
  put: async (keyHash, grant) => {
    const { pk, sk } = apiKeyKey(keyHash);
    await table.put(
      {
        pk: { S: pk },
        sk: { S: sk },
        g1pk: { S: API_KEYS_G1PK },
        g1sk: { S: `${grant.project}#${grant.keyId}` },
        s: { S: JSON.stringify(grant) },
      },
      {},
    );
  },
  list: async (project) => {
    const found: (KeyGrant & { readonly keyHash: string })[] = [];
    for await (const item of table.query(allKeys(project), {})) {
      found.push({ ...grantOfItem(item), keyHash: (item['pk']?.S ?? '').slice('KEY#'.length) });
    }
    return found;
  },
});

/** Projects that have a key, each once. */
export const projectsWithKeys = async (table: Table): Promise<readonly ProjectId[]> => {
  const projects = new Set<ProjectId>();
  for await (const item of table.query(allKeys(), {})) {
    const project = parseProjectId((item['g1sk']?.S ?? '').split('#')[0] ?? '');
    if (project !== undefined) projects.add(project);
  }
  return [...projects];
};

const allKeys = (project?: ProjectId) => ({
  pk: API_KEYS_G1PK,
  from: project === undefined ? ' ' : `${project}#`,
  to: project === undefined ? '\uffff' : `${project}#\uffff`,
  index: true,
});

const grantOfItem = (item: Item): KeyGrant => JSON.parse(item['s']?.S ?? '') as KeyGrant;
