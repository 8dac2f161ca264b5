/** Sends a workload to the local run of the production template and reads its ledger. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createLedger, type Usage } from '../../local/ledger/ledger.ts';
import type { Observers } from '../../local/observers.ts';
import { startLocal } from '../../local/start.ts';
import { createKeyRegistry } from '../../src/adapters/dynamodb/key-store.ts';
import { type ProjectId, parseProjectId } from '../../src/domain/call/ids.ts';
import { DAY_MS, HOUR_MS } from '../../src/domain/call/units.ts';
import { SCOPES } from '../../src/pipelines/ports/keys.ts';
import { localTable } from '../../tools/keys/deployment.ts';
import { makeKey } from '../../tools/keys/make-key.ts';
import { ensureSynthesized } from '../../tools/synth.ts';
import { interactionOf } from '../workload/interactions.ts';
import { rowsOf, type StoredBytes, weighRows } from './stored.ts';

/** Templates of stage `prod` for the local run: its metrics, alarms and memory are what a deployment has. */
export const ASSEMBLY = 'cdk.out.prod';

/** How many users, sessions and traces there are for each interaction of a batch. */
export const DISTINCT: Readonly<Record<number, number>> = { 1: 1, 10: 0.5, 100: 0.3 };

/** What was used, and what stays of it. */
export interface Used {
  readonly usage: Usage;
  readonly stored: StoredBytes;
}

export interface Measured extends Used {
  readonly interactions: number;
  readonly bytesPerInteraction: number;
}

export interface MeasuredService {
  /** Sends `requests` batches of `batch` interactions, none of them seen before, which began all over the clock's hour. */
  readonly send: (batch: number, requests: number) => Promise<Measured>;
  /** Turns the clock to some minutes past a later hour, and tells what the schedules did then that were due. */
  readonly wait: (hours: number) => Promise<Used>;
  readonly stop: () => Promise<void>;
}

const PROJECT = parseProjectId('bench') as ProjectId;
/** Lines of a log come a moment after the answer: all have come when none did for so long. */
const QUIET_MS = 150;

/** Past an hour, when the schedule of its summary has fired (lib/capabilities/summaries.ts). */
const PAST_THE_HOUR_MS = 6 * 60_000;

/**
 * The part of an hour that its calls begin in. They are sent at the end of it, but lie as far apart as an hour's calls do, as a register
 * of their ids has more bytes the farther apart they are.
 */
const SPREAD_MS = 56 * 60_000;

/** Its clock begins some minutes past noon: the first hour after midnight sums up a day as well, which is one run of 24. */
export const startMeasured = async (): Promise<MeasuredService> => {
  let ahead = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS * 1.5 + PAST_THE_HOUR_MS - Date.now();
  const clock = (): number => Date.now() + ahead;
  const data = mkdtempSync(join(tmpdir(), 'sightglass-cost-'));
  const ledger = createLedger();
  let lastLineAt = 0;
  const observers: Observers = {
    ...ledger.observers,
    onLog: (group, line) => {
      lastLineAt = performance.now();
      ledger.observers.onLog?.(group, line);
    },
  };
  await ensureSynthesized({ stage: 'prod', out: ASSEMBLY, log: () => undefined });
  const service = await startLocal({
    clock,
    assembly: ASSEMBLY,
    data,
    port: 0,
    log: () => undefined,
    maxProcesses: 1,
    observers,
  });
  const tableName = service.resources.ofType('AWS::DynamoDB::GlobalTable')[0]?.name ?? '';
  const { url, gatewayUrl, region } = service;
  const { accessKeyId, secretAccessKey } = service.operator;
  const credentials = { accessKeyId, secretAccessKey };
  const made = makeKey({ project: PROJECT, scopes: SCOPES, name: 'bench', now: clock() });
  await createKeyRegistry(localTable({ url, gatewayUrl, region, tableName, credentials })).put(
    made.keyHash,
    made.grant,
  );
  const client = new DynamoDBClient({ endpoint: gatewayUrl, region, credentials });

  let run = 0;
  const post = async (batch: number, request: number, at: number): Promise<number> => {
    const options = { at: at - batch - request * batch, distinct: DISTINCT[batch] ?? 1, run: `run-${run}-${request}` };
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
  const settle = async (): Promise<void> => {
    const asked = performance.now();
    while (performance.now() - Math.max(asked, lastLineAt) < QUIET_MS) await sleep(QUIET_MS / 5);
  };
  /** What some work uses, and leaves behind. */
  const watch = async (work: () => Promise<void>): Promise<Used> => {
    const before = await rowsOf(client, tableName);
    await settle();
    ledger.take();
    await work();
    await settle();
    const usage = ledger.take();
    const now = clock() / 1000;
    const [held, left] = [weighRows(before, now), weighRows(await rowsOf(client, tableName), now)];
    return {
      usage,
      stored: {
        table: left.table - held.table,
        index: left.index - held.index,
        objects: usage.requestBytes.get('s3 PutObject') ?? 0,
      },
    };
  };

  return {
    send: async (batch, requests) => {
      run += 1;
      for (let request = 0; request < 5; request++) await post(batch, request, clock());
      run += 1;
      let bytes = 0;
      const hour = Math.floor(clock() / HOUR_MS) * HOUR_MS;
      ahead += SPREAD_MS - (clock() - hour);
      const used = await watch(async () => {
        for (let request = 0; request < requests; request++) {
          bytes += await post(batch, request, hour + 1_000 + (SPREAD_MS * request) / requests);
        }
      });
      return { ...used, interactions: batch * requests, bytesPerInteraction: bytes / batch / requests };
    },
    wait: (hours) =>
      watch(async () => {
        ahead += Math.floor(clock() / HOUR_MS) * HOUR_MS + hours * HOUR_MS + PAST_THE_HOUR_MS - clock();
        await service.tick();
      }),
    stop: async () => {
      client.destroy();
      await service.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
