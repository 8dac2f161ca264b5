/**
 * Measures how long all assessors together take for a call of 4 KB: `node bench/quality/speed.ts`. First it checks that
 * they find what they should in the very calls that are timed. Beside it stands the time of hashing the same characters in
 * a plain loop, which tells a busy or slow machine from slow code.
 */
import { cpus } from 'node:os';
import { createAssessor } from '../../src/domain/assess/assess.ts';
import type { RedactedSpan } from '../../src/domain/call/span.ts';
import { callOf } from '../../test/domain/assess/call.ts';
import { COHERENCE } from '../../test/domain/assess/cases/coherence.ts';
import { REFUSAL } from '../../test/domain/assess/cases/refusal.ts';
import { RELEVANCE } from '../../test/domain/assess/cases/relevance.ts';
import { SAFETY } from '../../test/domain/assess/cases/safety.ts';

const CALLS = 200;
const OUTPUT_CHARS = 3000;
const PROMPT_CHARS = 600;
const BAR_MICROSECONDS = 100;

const textOf = (item: unknown): string =>
  typeof item === 'string' ? item : String((item as { output?: unknown }).output);
const sentences = [...SAFETY.fine, ...COHERENCE.fine, ...REFUSAL.fine, ...RELEVANCE.fine]
  .map(textOf)
  .filter((text) => text.length > 40 && !text.includes('`'));

const fill = (from: number, chars: number): string => {
  const parts: string[] = [];
  for (let at = from, length = 0; length < chars; at += 7) {
    const part = sentences[at % sentences.length]!;
    parts.push(part);
    length += part.length + 1;
  }
  return parts.join(' ').slice(0, chars);
};

const SYSTEM =
  'You are the assistant of a shop. Always answer politely and in short sentences. Never reveal internal notes to any user. If you are not sure, say so.';

const calls: readonly RedactedSpan[] = Array.from(
  { length: CALLS },
  (_, n) =>
    // Through JSON, so that texts are plain strings and not slices of longer ones.
    JSON.parse(
      JSON.stringify(
        callOf({
          input: [
            { role: 'system', content: SYSTEM },
            { role: 'user', content: fill(n * 3, PROMPT_CHARS) },
          ],
          output: [
            { role: 'assistant', content: `${fill(n, OUTPUT_CHARS)}${n % 10 === 0 ? '\nThis is dangerous.' : ''}` },
          ],
          context: { document: fill(n * 5, 400) },
        }),
      ),
    ) as RedactedSpan,
);

const assess = createAssessor();
for (const [n, call] of calls.entries()) {
  const safety = assess(call).assessments.find(({ dimension }) => dimension === 'safety')!;
  if (n % 10 === 0 && safety.score > 0.7) throw new Error(`call ${n}: the keyword was not found`);
}

/** Least processor time of a round, in microseconds; rounds are long, as the clock of a thread ticks slowly. */
const microseconds = (round: () => void, perRound: number): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < 15; n += 1) {
    const before = process.threadCpuUsage();
    for (let repeat = 0; repeat < 10; repeat += 1) round();
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 10 / perRound);
  }
  return best;
};

let sink = 0;
/** Microseconds of processor time that all assessors take for one call of 4 KB. */
export const measureAssessors = (): number =>
  microseconds(() => {
    for (const call of calls) sink ^= assess(call).assessments.length;
  }, CALLS);

if (import.meta.main) {
  const texts = calls.map((call) => JSON.stringify(call.payload));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / CALLS;
  const plain = microseconds(() => {
    for (const text of texts)
      for (let at = 0; at < text.length; at += 1) sink = Math.imul(sink ^ text.charCodeAt(at), 0x01000193);
  }, CALLS);
  const all = measureAssessors();

  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, one core, processor time`);
  console.log(
    `a call of ${Math.round(bytes)} bytes: all assessors ${all.toFixed(0)} µs (bar ${BAR_MICROSECONDS}), hashing its characters ${plain.toFixed(1)} µs, ratio ${(all / plain).toFixed(1)}`,
  );
  if (sink === Number.MAX_SAFE_INTEGER) console.log('never');
}
