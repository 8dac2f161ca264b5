/**
 * The local service end to end, with a load generator in a process of its own: `node bench/figures/service.ts`. Batches of 100 from
 * four connections, then single calls one after the other; each answer is checked, and at the end all calls are counted.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '../../tools/start/service.ts';
import { interactionOf } from '../workload/interactions.ts';
import { type Figure, publish } from './figure.ts';

const BATCH = 100;
const CONNECTIONS = 4;
const SINGLES = 60;

interface Load {
  readonly perSecond: number;
  readonly singleMs: number;
  readonly sent: number;
}

/** The load generator: sends for so many seconds and tells what it saw. */
const generate = async (url: string, key: string, seconds: number): Promise<Load> => {
  const post = async (body: string): Promise<number> => {
    const response = await fetch(`${url}/v1/interactions`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body,
    });
    const answer = (await response.json()) as { accepted?: number; status?: string };
    assert.ok(response.ok, `answered ${response.status}`);
    return answer.accepted ?? (answer.status === 'stored' ? 1 : 0);
  };
  let sent = 0;
  const batchOf = (n: number): string =>
    JSON.stringify({
      interactions: Array.from({ length: BATCH }, (_, at) =>
        interactionOf(n * BATCH + at, { at: Date.now() - 1000, distinct: 0.3, run: `load-${n}` }),
      ),
    });
  let next = 0;
  await post(batchOf(next++));
  const began = performance.now();
  const lane = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) {
      assert.equal(await post(batchOf(next++)), BATCH);
      sent += BATCH;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const perSecond = sent / ((performance.now() - began) / 1000);
  const times: number[] = [];
  for (let n = 0; n < SINGLES; n++) {
    const body = JSON.stringify(interactionOf(n, { at: Date.now() - 1000, run: `single-${n}` }));
    const from = performance.now();
    assert.equal(await post(body), 1);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { perSecond, singleMs: times[SINGLES >> 1] as number, sent: sent + BATCH + SINGLES };
};

export const measureService = async (seconds: number): Promise<readonly Figure[]> => {
  const data = mkdtempSync(join(tmpdir(), 'sightglass-bench-'));
  const { service, key } = await startService({ port: 0, data, log: () => undefined });
  try {
    const generator = fork(import.meta.filename, [service.url, key, String(seconds)]);
    const [load] = (await once(generator, 'message')) as [Load];
    let counted = 0;
    let cursor = '';
    do {
      const from = new Date(Date.now() - 3_600_000).toISOString();
      const response = await fetch(`${service.url}/v1/interactions?limit=200&from=${from}${cursor}`, {
        headers: { 'x-api-key': key },
      });
      const page = (await response.json()) as { interactions: unknown[]; next_cursor?: string };
      counted += page.interactions.length;
      cursor = page.next_cursor === undefined || page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    assert.equal(counted, load.sent);
    return [
      { name: `batches of ${BATCH} from ${CONNECTIONS} connections`, value: load.perSecond, unit: 'interactions/s' },
      { name: 'one call, from request to answer (median)', value: load.singleMs, unit: 'ms' },
    ];
  } finally {
    await service.stop();
    rmSync(data, { recursive: true, force: true });
  }
};

if (process.send !== undefined) {
  const [, , url, key, seconds] = process.argv;
  const load = await generate(url ?? '', key ?? '', Number(seconds));
  process.send(load, () => process.exit(0));
} else if (import.meta.main) {
  publish({
    bench: 'service',
    title: 'The local service, end to end',
    method:
      'The production path on one machine: API, functions in processes of their own, DynamoDB and S3 on disk, and the load generator ' +
      'share its cores. Every call sent is counted again in the end.',
    figures: await measureService(15),
  });
}
