/**
 * Texts of our own, in the forms that clients send: sentences, mails, notes, tables, logs, code and JSON in a dozen languages, and
 * texts in which nothing is personal. What stands in `⟦TYPE:…⟧` must be found, in `⟦?:…⟧` it may be; `### kind language` begins a text.
 * The names, numbers and keys are made up; keys are filled in when read, so that no file holds what looks like one.
 */
import { readFileSync } from 'node:fs';
import { readMarked } from '../../../test/domain/redact/marked.ts';
import { createRandom, pick } from '../../../tools/redaction/random.ts';
import type { Label, Labelled } from '../datasets.ts';

/** `tuned-on` was looked at while rules were written; `held-out` was not, until it was measured. */
export type Half = 'tuned-on' | 'held-out';

/** One text of the set. */
export interface Everyday extends Labelled {
  readonly kind: string;
  readonly language: string;
  /** Stretches that may be found or not. */
  readonly optional: readonly Label[];
}

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = CAPITALS + CAPITALS.toLowerCase();
const DIGITS = '0123456789';

/** The characters that each kind of made-up secret is drawn from. */
const ALPHABETS: Readonly<Record<string, string>> = {
  alnum: LETTERS + DIGITS,
  hex: `${DIGITS}abcdef`,
  b64: `${LETTERS}${DIGITS}+/`,
  b32: `${CAPITALS}234567`,
  capitals: `${CAPITALS}234567`,
  num: DIGITS,
};

const SECRET = /\{(alnum|hex|b64|b32|capitals|num|jwt|basic)(?::(\d+))?\}/g;

/** Fills in the secrets, the same on every run. */
const fill = (marked: string, seed: number): string => {
  const random = createRandom(seed);
  const draw = (kind: string, length: number): string =>
    Array.from({ length }, () => pick(random, [...ALPHABETS[kind]!])).join('');
  return marked.replace(SECRET, (_, kind: string, length: string | undefined) => {
    if (kind === 'basic') return Buffer.from(`deploy:${draw('capitals', 9)}`).toString('base64');
    if (kind === 'jwt')
      return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(`{"sub":"${draw('num', 16)}"}`).toString('base64url')}.${draw('alnum', 43)}`;
    return draw(kind, Number(length));
  });
};

/** Reads one half of the set. */
export const readEveryday = (half: Half): Everyday[] => {
  const blocks = readFileSync(new URL(`${half}.txt`, import.meta.url), 'utf8')
    .split(/^### /m)
    .slice(1);
  return blocks.map((block, index) => {
    const head = block.slice(0, block.indexOf('\n'));
    const [kind, language] = head.split(' ');
    const { text, labels } = readMarked(fill(block.slice(head.length + 1).trimEnd(), index + 1));
    return {
      text,
      kind: kind!,
      language: language!,
      labels: labels.filter(({ type }) => type !== '?'),
      optional: labels.filter(({ type }) => type === '?'),
    };
  });
};

/** What was made of the labels and of the texts in which nothing is personal. */
export interface Masking {
  readonly labels: number;
  /** Labels of which at least four fifths are masked, as whatever type. */
  readonly masked: number;
  /** Labels that are masked under their own type. */
  readonly typed: number;
  /** Findings that touch no label. */
  readonly falseFlags: number;
}

/** Counts how much of the labels is masked; only labels of `types`, or of all. */
export const measureMasking = (
  texts: readonly Everyday[],
  find: (text: string) => readonly Label[],
  types?: readonly string[],
): Masking => {
  let [labels, masked, typed, falseFlags] = [0, 0, 0, 0];
  for (const { text, labels: wanted, optional } of texts) {
    const found = find(text);
    const touches = (one: Label, other: Label): boolean => one.start < other.end && other.start < one.end;
    for (const label of wanted) {
      if (types !== undefined && !types.includes(label.type)) continue;
      labels++;
      const over = found.filter((span) => touches(span, label));
      const covered = over.reduce(
        (sum, { start, end }) => sum + Math.min(end, label.end) - Math.max(start, label.start),
        0,
      );
      if (covered < 0.8 * (label.end - label.start)) continue;
      masked++;
      if (over.some(({ type }) => type === label.type)) typed++;
    }
    for (const span of found)
      if (
        (types === undefined || types.includes(span.type)) &&
        ![...wanted, ...optional].some((label) => touches(span, label))
      )
        falseFlags++;
  }
  return { labels, masked, typed, falseFlags };
};
