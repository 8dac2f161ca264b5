/**
 * `npm run bench:service`: the local service end to end against its bars. Posts 10,000 interactions of about 4 KB in batches of
 * 100, every batch twice, checks that each is found once, then times single requests. Times are of this machine and this moment:
 * the load is printed with them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from '../../tools/start/service.ts';

const COUNT = 10_000;
const BATCH = 100;
const SAMPLES = 200;

const data = mkdtempSync(join(tmpdir(), 'sightglass-bench-'));
const { service, key } = await startService({ port: 0, data, log: () => undefined });
const headers = { 'x-api-key': key, 'content-type': 'application/json' };

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the bench looks into answers of every shape.
  readonly body: any;
}

const get = async (path: string): Promise<Answer> => {
  const response = await fetch(service.url + path, { headers });
  return { status: response.status, body: await response.json() };
};
const post = async (body: unknown): Promise<Answer> => {
  const response = await fetch(`${service.url}/v1/interactions`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

const sentence = (seed: number): string =>
  Array.from({ length: 300 }, (_, index) => `w${((seed + 1) * 7919 + index * 104_729) % 90_000}`).join(' ');

const began = Date.now();
const interaction = (number: number) => ({
  interaction_id: `bench-${began}-${number}`,
  timestamp: new Date(began - number).toISOString(),
  session_id: `session-${number % 500}`,
  user_id: `user-${number % 300}`,
  model: 'gpt-4o-mini',
  input: sentence(number),
  output: sentence(number + COUNT),
  usage: { input_tokens: 900, output_tokens: 900 },
  latency_ms: 100 + (number % 3000),
});

/** Median, after the caller has checked the answer. */
const median = async (name: string, bar: number, run: (sample: number) => Promise<void>): Promise<void> => {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = performance.now();
    await run(sample);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const p50 = times[Math.floor(SAMPLES / 2)] as number;
  console.log(
    `${p50 < bar ? 'met ' : 'MISSED'}  ${name}: p50 ${p50.toFixed(1)} ms, bar ${bar} ms, p99 ${times[Math.floor(SAMPLES * 0.99)]?.toFixed(1)} ms`,
  );
};

try {
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model}), load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`,
  );
  const bytes = Buffer.byteLength(JSON.stringify(interaction(0)));
  const start = performance.now();
  for (let at = 0; at < COUNT; at += BATCH) {
    const interactions = Array.from({ length: BATCH }, (_, index) => interaction(at + index));
    for (const expected of ['stored', 'duplicate']) {
      const { status, body } = await post({ interactions });
      if (status !== 200 || body.results.some((one: { status: string }) => one.status !== expected)) {
        throw new Error(`batch at ${at} was not ${expected}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
      }
    }
    process.stdout.write(`\rposted ${at + BATCH} of ${COUNT} (${bytes} bytes each), every batch twice`);
  }
  console.log(`\n${((2 * COUNT) / ((performance.now() - start) / 1000)).toFixed(0)} interactions a second`);

  const seen = new Set<string>();
  let listed = 0;
  let cursor = '';
  do {
    const { body } = await get(`/v1/interactions?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
    listed += body.interactions.length;
    for (const one of body.interactions) seen.add(one.interaction_id);
    cursor = body.next_cursor ?? '';
  } while (cursor !== '');
  if (seen.size !== COUNT || listed !== COUNT)
    throw new Error(`listed ${listed}, of them ${seen.size} different, of ${COUNT}`);
  for (let number = 0; number < COUNT; number++) {
    const { status, body } = await get(`/v1/interactions/bench-${began}-${number}`);
    if (status !== 200 || body.input !== interaction(number).input)
      throw new Error(`interaction ${number} is lost or changed`);
  }
  console.log(`met   all ${COUNT} found again by id, none lost, none doubled`);

  await median('POST one interaction', 30, async (sample) => {
    const { status } = await post(interaction(COUNT + sample));
    if (status !== 201) throw new Error(`POST answered ${status}`);
  });
  await median('GET one by id', 15, async (sample) => {
    const { status } = await get(`/v1/interactions/bench-${began}-${(sample * 37) % COUNT}`);
    if (status !== 200) throw new Error(`GET answered ${status}`);
  });
  await median('list of 50 among 10,000', 50, async () => {
    const { body } = await get('/v1/interactions?limit=50');
    if (body.interactions.length !== 50) throw new Error(`listed ${body.interactions.length}`);
  });
  console.log(`load ${loadavg()[0]?.toFixed(1)} at the end`);
} finally {
  await service.stop();
  rmSync(data, { recursive: true, force: true });
}
