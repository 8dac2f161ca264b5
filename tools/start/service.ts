/** Brings up the local service whole: templates, their run, the project `local` and its key. Tests and demos start it so too. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalOptions, type LocalService, startLocal } from '../../local/start.ts';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import { type ProjectId, parseProjectId } from '../../src/domain/call/ids.ts';
import { SCOPES } from '../../src/pipelines/ports/keys.ts';
import { type LocalNote, localTable, NOTE_FILE } from '../keys/deployment.ts';
import { makeKey } from '../keys/make-key.ts';
import { ensureSynthesized } from '../synth.ts';

/** Where the templates of stage `local` are, apart from those that `cdk deploy` makes. */
const ASSEMBLY = 'cdk.out.local';
/** Processes of each function at most, about 80 MB each; requests beyond them wait their turn. */
const MAX_PROCESSES = 4;
const PROJECT = parseProjectId('local') as ProjectId;

export interface ServiceOptions extends Omit<LocalOptions, 'assembly'> {
  /** The key of project `local`; without it one is made at the first start and kept in the data folder. */
  readonly key?: string;
}

/** Starts the service and makes sure that its key works. */
export const startService = async (
  options: ServiceOptions,
): Promise<{ readonly service: LocalService; readonly key: string; readonly note: LocalNote }> => {
  await ensureSynthesized({ stage: 'local', out: ASSEMBLY, log: options.log });
  const service = await startLocal({ prewarm: true, maxProcesses: MAX_PROCESSES, ...options, assembly: ASSEMBLY });
  const note: LocalNote = {
    url: service.url,
    gatewayUrl: service.gatewayUrl,
    region: service.region,
    tableName: service.resources.ofType('AWS::DynamoDB::GlobalTable')[0]?.name ?? '',
    credentials: service.operator,
  };
  const notePath = join(options.data, NOTE_FILE);
  writeFileSync(notePath, JSON.stringify(note), { mode: 0o600 });

  const key = options.key ?? keptKey(options.data);
  const made = makeKey({ project: PROJECT, scopes: SCOPES, name: 'npm start', now: Date.now(), key });
  await createKeyRegistry(localTable(note)).put(made.keyHash, made.grant);
  const stop = async (): Promise<void> => {
    rmSync(notePath, { force: true });
    await service.stop();
  };
  return { service: { ...service, stop }, key, note };
};

/** The key that the data folder remembers, made when there is none; readable by its owner only. */
const keptKey = (data: string): string => {
  const path = join(data, 'key');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(data, { recursive: true });
  const { key } = makeKey({ project: PROJECT, scopes: SCOPES, name: '', now: 0 });
  writeFileSync(path, `${key}\n`, { mode: 0o600 });
  return key;
};
