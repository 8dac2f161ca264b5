/**
 * How fast texts are redacted, everything on: `node bench/figures/redaction.ts`. The texts are the project's own, so that anyone can
 * measure it; `npm run bench:redaction` measures speed and accuracy on corpora of others.
 */
import assert from 'node:assert/strict';
import { readNames } from '../../src/adapters/files/name-model.ts';
import { REDACTION_OPTIONS } from '../../src/adapters/system/redaction-options.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';
import { documentsOf } from '../redaction/corpora.ts';
import { readEveryday } from '../redaction/everyday/read.ts';
import { HOSTILE, hostileText } from '../redaction/hostile.ts';
import { machineData } from '../redaction/machine.ts';
import { secondsFor } from '../redaction/timing.ts';
import { interactionOf } from '../workload/interactions.ts';
import { type Bar, type Figure, processorTime, publish } from './figure.ts';

const MOST_HOSTILE_MS = 300;
const CHATS = 200;
const HOSTILE_CHARACTERS = 1_000_000;

interface Message {
  readonly content: string;
}

const chats = (): readonly string[] =>
  Array.from({ length: CHATS }, (_, n) => interactionOf(n, { at: 0 }) as { input: Message[]; output: Message[] }).map(
    ({ input, output }) => [...input, ...output].map(({ content }) => content).join('\n\n'),
  );

/** Speeds on texts of the kinds that come in, and the slowest of the texts that are made to be slow. */
export const measureRedaction = async (
  forMs: number,
): Promise<{ readonly figures: readonly Figure[]; readonly bars: readonly Bar[] }> => {
  const { redact } = createRedactor(DEFAULT_POLICY, { ...REDACTION_OPTIONS, names: readNames() });
  const found = String(redact('Ask maria.keller@example.com, card 4111 1111 1111 1111.').value);
  assert.equal(found, 'Ask [EMAIL], card [CREDIT_CARD].');
  const everyday = [...readEveryday('tuned-on'), ...readEveryday('held-out')].map(({ text }) => text);
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['chats of the workload, messages joined', chats()],
    ['everyday texts in a dozen languages, personal data in most', everyday],
    ['machine data: ids, hashes, times, numbers', documentsOf(machineData(HOSTILE_CHARACTERS))],
  ];
  const figures: Figure[] = [];
  for (const [name, texts] of kinds) {
    const characters = texts.reduce((sum, { length }) => sum + length, 0);
    const us = await processorTime(() => texts.map(redact), { forMs });
    const megabytesPerSecond = characters / us;
    const value = (1000 * us) / characters;
    figures.push({
      name,
      value,
      unit: 'µs per 1,000 characters',
      ratio: value / (figures[0]?.value ?? value),
      megabytesPerSecond,
    });
  }
  let slowest = { name: '', ms: 0 };
  for (const hostile of HOSTILE) {
    const ms = 1000 * secondsFor(hostileText(hostile, HOSTILE_CHARACTERS), redact);
    if (ms > slowest.ms) slowest = { name: hostile.name, ms };
  }
  figures.push({
    name: `slowest of ${HOSTILE.length} hostile texts: ${slowest.name}`,
    value: slowest.ms,
    unit: 'µs per 1,000 characters',
    ratio: slowest.ms / figures[0]!.value,
    megabytesPerSecond: 1000 / slowest.ms,
  });
  const bar = { name: 'the slowest hostile text', value: slowest.ms, unit: 'ms per MB', most: MOST_HOSTILE_MS };
  return { figures, bars: [bar] };
};

if (import.meta.main) {
  publish({
    bench: 'redaction',
    title: 'Redaction of single texts',
    method: 'Processor time, the best of many rounds, all detectors on; a megabyte is a million UTF-16 code units.',
    ...(await measureRedaction(2000)),
  });
}
