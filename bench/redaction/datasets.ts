/** Reads the labelled sets of the data folder into one form: a text and the spans that people marked in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A marked stretch of a labelled text, under our own type names; other types keep the set's name. */
export interface Label {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** One labelled text. */
export interface Labelled {
  readonly text: string;
  readonly labels: readonly Label[];
}

/** The sets' names for what we call otherwise. */
const OUR_NAMES: Readonly<Record<string, string>> = {
  PER: 'PERSON',
  LOC: 'LOCATION',
  ORG: 'ORGANIZATION',
  PHONE_NUMBER: 'PHONE',
  EMAIL_ADDRESS: 'EMAIL',
  US_SSN: 'SSN',
  IBAN_CODE: 'IBAN',
  US_DRIVER_LICENSE: 'DRIVING_LICENCE',
};

const ourName = (type: string): string => OUR_NAMES[type] ?? type;

interface PresidioDocument {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}

/** Only blanks and punctuation: two parts of one address may stand so far apart. */
const GLUE = /^[\s\p{P}\p{S}]*$/u;

/** The parts of one address (number, street, unit, city, postcode) count as one; cities alone are out of scope. */
const joinAddresses = (text: string, labels: readonly Label[]): Label[] => {
  const joined: (Label & { readonly hasStreet?: boolean })[] = [];
  for (const label of [...labels].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const isPart = label.type === 'ADDRESS' || label.type === 'LOCATION';
    const lastIsPart = last?.type === 'ADDRESS' || last?.type === 'LOCATION';
    const oneIsAddress = label.type === 'ADDRESS' || last?.type === 'ADDRESS';
    if (last !== undefined && isPart && lastIsPart && oneIsAddress && GLUE.test(text.slice(last.end, label.start))) {
      joined[joined.length - 1] = { type: 'ADDRESS', start: last.start, end: label.end };
    } else joined.push(label);
  }
  return joined;
};

/** Template sentences with fifteen types, from microsoft/presidio-research. */
export const readPresidio = (folder: string): Labelled[] =>
  (JSON.parse(readFileSync(join(folder, 'dev/presidio_generated_large.json'), 'utf8')) as PresidioDocument[]).map(
    ({ full_text, spans }) => ({
      text: full_text,
      labels: joinAddresses(
        full_text,
        spans.map((span) => ({
          type: ourName(span.entity_type),
          start: span.start_position,
          end: span.end_position,
        })),
      ),
    }),
  );

/** Sentences in the IOB2 format of Universal NER, joined as their `# text` line has them. */
export const readIob2 = (path: string): Labelled[] => {
  const sentences: Labelled[] = [];
  let text = '';
  let at = 0;
  let labels: { type: string; start: number; end: number }[] = [];
  const finish = (): void => {
    if (text !== '') sentences.push({ text, labels });
    text = '';
    at = 0;
    labels = [];
  };
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.startsWith('# text = ')) text = line.slice('# text = '.length);
    else if (line.trim() === '') finish();
    else if (!line.startsWith('#')) {
      const [, word = '', tag = 'O'] = line.split('\t');
      const found = text.indexOf(word, at);
      const start = found < 0 ? at : found;
      at = start + word.length;
      const last = labels.at(-1);
      if (tag.startsWith('B-')) labels.push({ type: ourName(tag.slice(2)), start, end: at });
      else if (tag.startsWith('I-') && last !== undefined) last.end = at;
    }
  }
  finish();
  return sentences;
};

interface NanniDocument {
  readonly text: string;
  readonly NER: readonly { readonly entity: string; readonly label: string }[];
}

/** Short business texts with about 45 types, labelled by value; each value counts where it first stands. */
export const readNanni = (folder: string): Labelled[] =>
  (JSON.parse(readFileSync(join(folder, 'dev/nanni.json'), 'utf8')) as NanniDocument[]).map(({ text, NER }) => ({
    text,
    labels: NER.flatMap(({ entity, label }) => {
      const start = text.indexOf(entity);
      return start < 0 ? [] : [{ type: ourName(label), start, end: start + entity.length }];
    }),
  }));
