/**
 * Damaged bodies at length: `node --max-heap-size=256 bench/otlp/fuzz.ts [bodies] [seed]`, 100,000 by default. Every one must
 * come to a result or one of our errors within 100 ms. The memory bar of 256 MB is the process's own limit: beyond it, it dies.
 */
import { getHeapStatistics } from 'node:v8';
import { isAppError } from '../../src/domain/call/problem.ts';
import { normaliseSpan } from '../../src/domain/normalise/normalise-span.ts';
import { decodeRequest } from '../../src/domain/otlp/decode-request.ts';
import type { Capture } from '../../test/domain/otlp/captures.ts';
import { mutated, randomFrom } from '../../test/domain/otlp/mutations.ts';
import { derivedIds, RECEIVED_AT } from '../../test/domain/otlp/requests.ts';

const MAX_MS = 100;
const MAX_HEAP = 256 * 1024 * 1024;

if (getHeapStatistics().heap_size_limit > MAX_HEAP) {
  throw new Error('the heap may grow beyond 256 MB here; run this with node --max-heap-size=256');
}

const bodies = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const random = randomFrom(seed);
const fates = new Map<string, number>();
let slowest = 0;

const fateOf = ({ body, signal, encoding }: Capture): string => {
  try {
    for (const span of decodeRequest({ signal, encoding, body, ids: derivedIds }).spans) {
      normaliseSpan(span, { receivedAt: RECEIVED_AT });
    }
    return 'decoded';
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.code;
  }
};

const timeOf = (run: () => void): number => {
  // CPU time of this process: a busy machine must not make a body slow that is not.
  const started = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
};

for (let run = 0; run < bodies; run += 1) {
  const damaged = mutated(random);
  let fate = '';
  let took = timeOf(() => {
    fate = fateOf(damaged);
  });
  // A busy machine, or the collector, may have been in the way: a slow body is slow again.
  for (let again = 0; took > MAX_MS / 2 && again < 3; again += 1)
    took = Math.min(
      took,
      timeOf(() => fateOf(damaged)),
    );
  slowest = Math.max(slowest, took);
  fates.set(fate, (fates.get(fate) ?? 0) + 1);
}

const counts = [...fates].map(([fate, count]) => `${count} ${fate}`).join(', ');
console.log(`seed ${seed}: ${counts}; slowest ${slowest.toFixed(1)} ms`);
if (slowest > MAX_MS) process.exitCode = 1;
