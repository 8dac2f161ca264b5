/** Reads the openly licensed corpora of a data folder; its README names each one's source and licence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example, NameSpan } from './example.ts';

/** Labels that mean a person, over all corpora. */
const PERSONS = /^(?:PER|PERSON|person|politician|scientist|musicalartist|writer|researcher)$/;

const NO_SPACE_BEFORE = /^(?:[.,;:!?%)\]}]|'s|'S|n't|'re|'ve|'ll|'d|'m|’s)$/;
const NO_SPACE_AFTER = /^[([{$#]$/;

interface TaggedWord {
  readonly word: string;
  /** `O`, or `B-` or `I-` and the label. */
  readonly tag: string;
}

const toExample = (words: readonly TaggedWord[]): Example => {
  let text = '';
  const names: { start: number; end: number; kind: NameSpan['kind'] }[] = [];
  let label = 'O';
  words.forEach(({ word, tag }, at) => {
    const glued = at === 0 || NO_SPACE_BEFORE.test(word) || NO_SPACE_AFTER.test(words[at - 1]!.word);
    if (!glued) text += ' ';
    const start = text.length;
    text += word;
    const last = names.at(-1);
    if (tag === 'O') {
      label = 'O';
      return;
    }
    const own = tag.slice(2);
    const goesOn = tag.startsWith('I-') && own === label && last !== undefined;
    label = own;
    if (goesOn) last.end = text.length;
    else {
      const isHandle = /^[@#]/.test(word) || words[at - 1]?.word === '@';
      names.push({ start, end: text.length, kind: PERSONS.test(own) && !isHandle ? 'person' : 'other' });
    }
  });
  return { text, names };
};

/** Reads one word a line, the word in column `column`, its tag in the last; blank lines end sentences. */
const readColumns = (path: string, column: number, separator: RegExp): Example[] => {
  const examples: Example[] = [];
  let words: TaggedWord[] = [];
  for (const line of [...readFileSync(path, 'utf8').split('\n'), '']) {
    if (line.trim() === '' || line.startsWith('-DOCSTART-')) {
      if (words.length > 0) examples.push(toExample(words));
      words = [];
      continue;
    }
    const cells = line.trimEnd().split(separator);
    const word = cells[column];
    if (word !== undefined && word !== '' && cells.length > column + 1) words.push({ word, tag: cells.at(-1)! });
  }
  return examples;
};

/** Written like names, but saying what somebody is. */
const ROLES =
  /^(?:President|Emperor|Speaker|Minister|Individual|Muslims?|Christians?|Jews?|Vikings?|Prime|Queen|King|Pope|Senator|Doctor|Professor|Justice|Judge|Secretary|Governor|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Lady|Lord|[A-Z]|[A-Z][a-z]+(?:ans?|ese|ish))$/;

/** GUM names a phrase of an entity by its head; only proper nouns count, and pronouns and roles are left out. */
const readGum = (path: string): Example[] => {
  const examples: Example[] = [];
  let words: TaggedWord[] = [];
  let open: { readonly id: string; readonly kind: string; readonly from: number }[] = [];
  let isProper: boolean[] = [];
  const close = (kind: string, from: number): void => {
    let start = -1;
    for (let at = from; at <= words.length; at++) {
      const inside = at < words.length && isProper[at] === true;
      if (inside && start < 0) start = at;
      if (!inside && start >= 0) {
        for (let member = start; member < at; member++) {
          if (words[member]!.tag !== 'O' || ROLES.test(words[member]!.word)) continue;
          words[member] = { word: words[member]!.word, tag: `${member === start ? 'B' : 'I'}-${kind}` };
        }
        start = -1;
      }
    }
  };
  for (const line of [...readFileSync(path, 'utf8').split('\n'), '']) {
    if (line.startsWith('#')) continue;
    if (line.trim() === '') {
      if (words.length > 0) examples.push(toExample(words));
      words = [];
      isProper = [];
      open = [];
      continue;
    }
    const [id = '', word = '', , part, fine, , , , , rest = ''] = line.split('\t');
    if (!/^\d+$/.test(id)) continue;
    isProper.push(part === 'PROPN' || fine === 'NNP' || fine === 'NNPS');
    words.push({ word, tag: 'O' });
    const entity = /Entity=([^|]*)/.exec(rest)?.[1] ?? '';
    for (const [, opening, closing] of entity.matchAll(/\((\d+-[a-z]+[^()]*)|(\d+)\)/g)) {
      if (opening !== undefined) {
        const [number = '', kind = ''] = opening.split('-');
        open.push({ id: number, kind, from: words.length - 1 });
        if (entity.includes(`${opening})`)) {
          close(kind, words.length - 1);
          open.pop();
        }
      } else {
        const at = open.findLastIndex(({ id: number }) => number === closing);
        if (at >= 0) {
          close(open[at]!.kind, open[at]!.from);
          open.splice(at, 1);
        }
      }
    }
  }
  return examples;
};

/** Every corpus of `folder` that may be trained on. */
export const readCorpora = (folder: string): Example[] => {
  const train = join(folder, 'train');
  return readdirSync(train).flatMap((name) => {
    const path = join(train, name);
    if (name === 'gum') return readdirSync(path).flatMap((file) => readGum(join(path, file)));
    if (name.startsWith('btc') || name.startsWith('crossner') || name.startsWith('wnut'))
      return readColumns(path, 0, /\t/);
    if (name.startsWith('wikigold')) return readColumns(path, 1, /\t/);
    if (name.startsWith('sec')) return readColumns(path, 0, / /);
    return [];
  });
};
