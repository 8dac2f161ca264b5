/** Sends a workload to the local run of the production template and reads its ledger. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLedger, type Usage } from '../../local/ledger/ledger.ts';
import { type LocalService, startLocal } from '../../local/start.ts';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import { type ProjectId, parseProjectId } from '../../src/domain/call/ids.ts';
import { SCOPES } from '../../src/pipelines/ports/keys.ts';
import { localTable } from '../../tools/keys/deployment.ts';
import { makeKey } from '../../tools/keys/make-key.ts';
import { ensureSynthesized } from '../../tools/synth.ts';
import { interactionOf } from '../workload/interactions.ts';
import { type RowKind, rowsOf, type StoredBytes, weighRows } from './stored.ts';

/** Templates of stage `prod` for the local run: its metrics, alarms and memory are what a deployment has. */
export const ASSEMBLY = 'cdk.out.prod';

/** How many users, sessions and traces there are for each interaction of a batch. */
export const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };

export interface Measured {
  readonly interactions: number;
  readonly bytesPerInteraction: number;
  readonly usage: Usage;
  readonly stored: StoredBytes;
  readonly kinds: ReadonlyMap<string, RowKind>;
}

export interface MeasuredService {
  /** Sends `requests` batches of `batch` interactions, none of them seen before. */
  readonly send: (batch: number, requests: number) => Promise<Measured>;
  /** Runs a function as a schedule would, and tells what it used. Throws when it fails. */
  readonly invoke: (path: string, event: unknown) => Promise<Usage>;
  readonly service: LocalService;
  readonly stop: () => Promise<void>;
}

const PROJECT = parseProjectId('bench') as ProjectId;
/** Lines of a log come a moment after the answer. */
const SETTLE_MS = 400;

export const startMeasured = async ({
  clock = Date.now,
}: {
  readonly clock?: () => number;
} = {}): Promise<MeasuredService> => {
  const data = mkdtempSync(join(tmpdir(), 'sightglass-cost-'));
  const ledger = createLedger();
  await ensureSynthesized({ stage: 'prod', out: ASSEMBLY, log: () => undefined });
  const service = await startLocal({
    clock,
    assembly: ASSEMBLY,
    data,
    port: 0,
    log: () => undefined,
    maxProcesses: 1,
    observers: ledger.observers,
  });
  const tableName = service.resources.ofType('AWS::DynamoDB::GlobalTable')[0]?.name ?? '';
  const { url, gatewayUrl, region } = service;
  const { accessKeyId, secretAccessKey } = service.operator;
  const credentials = { accessKeyId, secretAccessKey };
  const made = makeKey({ project: PROJECT, scopes: SCOPES, name: 'bench', now: Date.now() });
  await createKeyRegistry(localTable({ url, gatewayUrl, region, tableName, credentials })).put(
    made.keyHash,
    made.grant,
  );
  const client = new DynamoDBClient({ endpoint: gatewayUrl, region, credentials });

  let run = 0;
  const post = async (batch: number, request: number): Promise<number> => {
    const options = { at: Date.now() - batch, distinct: DISTINCT[batch] ?? 1, run: `run-${run}-${request}` };
    const interactions = Array.from({ length: batch }, (_, at) => interactionOf(request * batch + at, options));
    const body = JSON.stringify(batch === 1 ? interactions[0] : { interactions });
    const response = await fetch(`${url}/v1/interactions`, {
      method: 'POST',
      headers: { 'x-api-key': made.key, 'content-type': 'application/json' },
      body,
    });
    const answer = (await response.json()) as { readonly accepted?: number; readonly status?: string };
    const stored = batch === 1 ? Number(answer.status === 'stored') : (answer.accepted ?? 0);
    if (stored !== batch) throw new Error(`${stored} of ${batch} were stored: ${response.status}`);
    return Buffer.byteLength(body);
  };
  const settled = async (): Promise<Usage> => {
    await sleep(SETTLE_MS);
    return ledger.take();
  };

  return {
    service,
    send: async (batch, requests) => {
      run += 1;
      for (let request = 0; request < 5; request++) await post(batch, request);
      run += 1;
      const before = weighRows(await rowsOf(client, tableName), Date.now() / 1000);
      await settled();
      let bytes = 0;
      for (let request = 0; request < requests; request++) bytes += await post(batch, request);
      const usage = await settled();
      const rows = await rowsOf(client, tableName);
      const after = weighRows(rows, Date.now() / 1000);
      return {
        interactions: batch * requests,
        bytesPerInteraction: bytes / batch / requests,
        usage,
        stored: {
          table: after.table - before.table,
          index: after.index - before.index,
          objects: usage.requestBytes.get('s3 PutObject') ?? 0,
        },
        kinds: differenceOf(after.kinds, before.kinds),
      };
    },
    invoke: async (path, event) => {
      await settled();
      const { kind } = await service.invoke(path, event);
      if (kind !== 'ok') throw new Error(`${path} ${kind}`);
      return settled();
    },
    stop: async () => {
      client.destroy();
      await service.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};

const differenceOf = (
  after: ReadonlyMap<string, RowKind>,
  before: ReadonlyMap<string, RowKind>,
): ReadonlyMap<string, RowKind> =>
  new Map(
    [...after].flatMap(([kind, { rows, bytes, indexBytes }]) => {
      const held = before.get(kind) ?? { rows: 0, bytes: 0, indexBytes: 0 };
      const more = { rows: rows - held.rows, bytes: bytes - held.bytes, indexBytes: indexBytes - held.indexBytes };
      return more.rows > 0 ? [[kind, more] as const] : [];
    }),
  );
