/** What was acknowledged is there after the whole process group was killed with no warning. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from './service.ts';

const KEY = 'sg_key-of-the-kill-test';
const data = mkdtempSync(join(tmpdir(), 'sightglass-kill-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) kill(child);
  rmSync(data, { recursive: true, force: true });
});

/** Too varied to fit into a row compressed, so that packs are part of the storm. */
const LARGE = Array.from({ length: 5000 }, () => `w${Math.random().toString(36).slice(2, 7)}`).join(' ');

const kill = (child: ChildProcess): void => {
  running.delete(child);
  try {
    process.kill(-(child.pid as number), 'SIGKILL');
  } catch {
    // It is gone already, which is all we wanted.
  }
};

/** Starts the service as `npm start` does, in a process group of its own; resolves with its URL once it is ready. */
const start = async (): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
  const child = spawn(process.execPath, ['tools/start.ts'], {
    detached: true,
    env: { ...process.env, PORT: '0', SIGHTGLASS_DATA: data, SIGHTGLASS_LOCAL_KEY: KEY, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let output = '';
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    output += String(chunk);
    const url = /URL +(http:\S+)/.exec(output)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the service did not start: ${output}`);
};

test('everything acknowledged survives kill -9 of the process group in the middle of a storm of requests', async () => {
  const acknowledged: string[] = [];
  for (const round of [1, 2]) {
    const { child, url } = await start();
    const client = createClient(url, KEY);
    let isOver = false;
    const storm = Array.from({ length: 6 }, async (_, lane) => {
      for (let number = 0; !isOver; number++) {
        const ids = [0, 1, 2].map((item) => `r${round}-l${lane}-n${number}-i${item}`);
        const large = number % 5 === 0 ? LARGE : '';
        const interactions = ids.map((id) => ({
          interaction_id: id,
          session_id: `s-${lane}`,
          input: `${id} ${large}`,
        }));
        try {
          const { status } = await client.post('/v1/interactions', { interactions });
          if (status === 200) acknowledged.push(...ids);
        } catch {
          // The connection went down with the service: nothing was acknowledged.
          return;
        }
      }
    });
    // Killed at a moment that differs each time, but not before there is something to lose.
    const before = acknowledged.length;
    while (acknowledged.length < before + 20) await sleep(5);
    await sleep(Math.random() * 200);

    kill(child);
    isOver = true;
    await Promise.all(storm);
  }

  const { child, url } = await start();
  const client = createClient(url, KEY);
  const lost: string[] = [];
  const check = async (id: string): Promise<void> => {
    const { status, body } = await client.get(`/v1/interactions/${id}`);
    if (status !== 200 || !String(body.input).startsWith(id))
      lost.push(`${id}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  };
  const left = [...acknowledged];
  const lane = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) await check(id);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  kill(child);

  assert.ok(acknowledged.length >= 40);
  assert.deepEqual(lost, []);
});
