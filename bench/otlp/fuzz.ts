/**
 * Damaged bodies at length: `node bench/otlp/fuzz.ts [bodies] [seed]`, 100,000 by default. Every one must come to a result or one of
 * our errors within 100 ms, and all together must stay below 256 MB.
 */

import { isAppError } from '../../src/domain/call/problem.ts';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { decodeRequest } from '../../src/domain/otlp/decode-request.ts';
import { mutated, randomFrom } from '../../test/domain/otlp/mutations.ts';
import { derivedIds, RECEIVED_AT } from '../../test/domain/otlp/requests.ts';

const MAX_MS = 100;
const MAX_MEMORY = 256 * 1024 * 1024;

const bodies = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const random = randomFrom(seed);
const fates = new Map<string, number>();
let slowest = 0;
let largest = 0;

for (let run = 0; run < bodies; run += 1) {
  const { body, signal, encoding } = mutated(random);
  const started = performance.now();
  let fate = 'decoded';
  try {
    for (const span of decodeRequest({ signal, encoding, body, ids: derivedIds }).spans)
      normaliseSpan(span, { receivedAt: RECEIVED_AT });
  } catch (error) {
    if (!isAppError(error))
      throw new Error(`body ${run} of seed ${seed} ended in an error that is not ours`, { cause: error });
    fate = error.code;
  }
  slowest = Math.max(slowest, performance.now() - started);
  if (run % 1000 === 0) largest = Math.max(largest, process.memoryUsage.rss());
  fates.set(fate, (fates.get(fate) ?? 0) + 1);
}

console.log(
  `seed ${seed}: ${[...fates].map(([fate, count]) => `${count} ${fate}`).join(', ')}; slowest ${slowest.toFixed(1)} ms, at most ${Math.round(largest / 1024 / 1024)} MB`,
);
if (slowest > MAX_MS || largest > MAX_MEMORY) process.exitCode = 1;
