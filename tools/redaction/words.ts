/** The lexicon's sources: census and popular names, places, and what common words the corpora show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORD } from '../../src/domain/redact/names/lexicon.ts';
import { hashWord } from '../../src/domain/redact/tokens/hash.ts';
import type { Example } from './example.ts';
import { COMMON_ABROAD } from './sentences/common-words.ts';
import { CUES } from './sentences/cues.ts';
import { NAMESAKES } from './sentences/namesakes.ts';
import { WORDS_ABROAD } from './sentences/words-abroad.ts';

/** Words by what they are; each list is in order of how frequent its names are, where the source says so. */
export interface NameLists {
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** Family names by language, for made-up sentences in it. */
  readonly lastOf: Readonly<Record<string, readonly string[]>>;
  readonly firstOf: Readonly<Record<string, readonly string[]>>;
  /** Names of one part of the world each, as they are written. */
  readonly regions: readonly Region[];
  readonly places: readonly string[];
}

/** A part of the world, by a short name. */
export interface Region {
  readonly name: string;
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const readPlaces = (): string[] =>
  readFileSync(join(import.meta.dirname, 'lists/places.txt'), 'utf8')
    .trim()
    .split('\n');

/** Rows of a part of the world, `first` or `last`, and the names with bars between them. */
export const readRegions = (): Region[] => {
  const rows = readFileSync(join(import.meta.dirname, 'lists/regions.tsv'), 'utf8')
    .split('\n')
    .map((row) => row.split('\t'));
  const namesOf = (region: string, kind: string): string[] =>
    rows.find(([name, which]) => name === region && which === kind)?.[2]?.split('|') ?? [];
  return [...new Set(rows.map(([name]) => name!))]
    .filter((name) => name !== '')
    .map((name) => ({ name, first: namesOf(name, 'first'), last: namesOf(name, 'last') }));
};

const lines = (folder: string, name: string): string[] => readFileSync(join(folder, 'names', name), 'utf8').split('\n');

const census = (folder: string, name: string, most: number): string[] =>
  lines(folder, name)
    .slice(0, most)
    .map((line) => line.split(/\s+/)[0]!.toLowerCase())
    .filter((word) => word !== '');

const plain = (folder: string, name: string): string[] =>
  lines(folder, name)
    .map((line) => line.replace('\ufeff', '').trim().toLowerCase())
    .filter((word) => /^[\p{L}'’-]{3,20}$/u.test(word));

const NAME = /^\p{Lu}[\p{L}'’-]{1,20}$/u;

/** Rows of a comma-separated file in which nothing is quoted that we use. */
const rows = (folder: string, name: string): string[][] =>
  lines(folder, name)
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '').trim()));

const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE'],
  es: ['ES', 'MX', 'AR', 'CL', 'CO'],
};

const unique = (words: readonly string[]): string[] => [...new Set(words)];

/** Reads the lists of a data folder. */
export const readNameLists = (folder: string): NameLists => {
  const forenames = rows(folder, 'cc0.forenames.csv');
  const surnames = rows(folder, 'cc0.surnames.csv');
  const named = (cells: readonly string[]): string[] =>
    cells.filter((cell) => NAME.test(cell)).map((cell) => cell.toLowerCase());
  const forenamesOf = (countries: readonly string[]): string[] =>
    unique(forenames.filter(([country]) => countries.includes(country!)).flatMap((cells) => named(cells.slice(10))));
  const surnamesOf = (countries: readonly string[]): string[] =>
    unique(surnames.filter(([country]) => countries.includes(country!)).flatMap((cells) => named(cells.slice(4, 6))));
  const language = (code: string): string[] =>
    unique([...surnamesOf(COUNTRIES[code]!), ...plain(folder, `nd.${code}.txt`)]);
  const abroad = ['it', 'pl', 'pt', 'ru', 'cz', 'ie', 'uk', 'il', 'gk'].flatMap((code) =>
    plain(folder, `nd.${code}.txt`),
  );
  const regions = readRegions();
  const words = (names: readonly string[]): string[] =>
    names.flatMap((name) => name.toLowerCase().split(' ')).filter((word) => word.length > 1);
  const lastOf = { de: language('de'), fr: language('fr'), es: language('es') };
  return {
    first: unique([
      ...census(folder, 'census.female', 4300),
      ...census(folder, 'census.male', 1300),
      ...forenames.flatMap((cells) => named(cells.slice(10))),
      ...plain(folder, 'nd.first.txt'),
      ...words(regions.flatMap(({ first }) => first)),
    ]),
    last: unique([
      ...census(folder, 'census.last', 40_000),
      ...surnames.flatMap((cells) => named(cells.slice(4, 6))),
      ...Object.values(lastOf).flat(),
      ...abroad,
      ...words(regions.flatMap(({ last }) => last)),
    ]),
    lastOf,
    regions,
    places: readPlaces(),
    firstOf: {
      de: forenamesOf(COUNTRIES['de']!),
      fr: forenamesOf(COUNTRIES['fr']!),
      es: forenamesOf(COUNTRIES['es']!),
    },
  };
};

const TITLES =
  'mr mrs ms miss dr prof professor sir madam mx mister doctor capt captain lt sgt sen senator rep gov governor president judge justice herr frau señor señora sr sra don doña monsieur madame mme mlle rev father sister sra signor signora';
const PARTICLES =
  'van von der den de la le di da del della dos das du el al bin ibn ben bint ter ten st mac mc y e zu zur af av';
const ORGANISATIONS =
  'inc corp corporation ltd llc llp plc gmbh ag co company companies group holdings bank university college school institute foundation association society partners associates council committee commission agency department ministry party union club fc united hospital church street st road rd avenue ave lane drive square river lake mountain island county city town village airport station park hotel restaurant museum award prize cup league stadium sa sl sarl straße strasse platz weg rue calle avenida plaza universität universidad université verein stiftung';

/** Words seen at least this often in lower case count as common. */
const COMMON_FROM = 3;
const VERY_COMMON_FROM = 25;

const countLowerCase = (examples: readonly Example[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { text, names } of examples) {
    const inName = new Uint8Array(text.length);
    for (const { start, end, kind } of names) if (kind === 'person') inName.fill(1, start, end);
    for (const match of text.matchAll(/(?<![\w@#])\p{Ll}[\p{Ll}'-]+/gu)) {
      if (inName[match.index] === 0) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
    }
  }
  return counts;
};

const placesOf = (folder: string): string[] =>
  lines(folder, 'countries.csv')
    .slice(1)
    .flatMap((line) =>
      line
        .replace(/,[A-Z]{2}\s*$/, '')
        .toLowerCase()
        .split(/[\s"(),]+/),
    )
    .filter((word) => word.length > 3 && word !== 'and');

/** The inflections that the flags of an English affix file give most words. */
const inflect = (word: string, affixes: string): string[] => {
  const stem = /[^aeiou]y$/.test(word) ? word.slice(0, -1) : word;
  const plural = stem === word ? (/(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`) : `${stem}ies`;
  const past = word.endsWith('e') ? `${word}d` : stem === word ? `${word}ed` : `${stem}ied`;
  return [
    word,
    ...(affixes.includes('S') ? [plural] : []),
    ...(affixes.includes('D') ? [past] : []),
    ...(affixes.includes('G') ? [`${word.replace(/e$/, '')}ing`] : []),
  ];
};

/** Words that a spelling dictionary writes in lower case. */
const readDictionary = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => /^([a-z]{3,})(?:\/(\w+))?\s*$/.exec(line))
    .flatMap((match) => (match === null ? [] : inflect(match[1]!, match[2] ?? '')));

/** One in seven of a dictionary's words that are nobody's name: capitalised, they are what names are told apart from. */
export const ordinaryWords = (dictionary: string, lists: NameLists): string[] => {
  const names = new Set([...lists.first, ...lists.last]);
  return [...new Set(readDictionary(dictionary))].filter(
    (word, at) => at % 7 === 0 && word.length > 3 && word.length < 11 && !names.has(word),
  );
};

/** Every word with its flags, by hash; `dictionary` is a Hunspell word file of English. */
export const collectWords = (
  folder: string,
  lists: NameLists,
  examples: readonly Example[],
  dictionary: string,
): Map<number, number> => {
  const flags = new Map<number, number>();
  const add = (words: Iterable<string>, flag: number): void => {
    for (const word of words) {
      const hash = hashWord(word) || 1;
      flags.set(hash, (flags.get(hash) ?? 0) | flag);
    }
  };
  add(lists.first, WORD.FIRST);
  add(
    [...lists.first.slice(0, 1500), ...Object.values(lists.firstOf).flatMap((names) => names.slice(0, 150))],
    WORD.FREQUENT_FIRST,
  );
  add(lists.last, WORD.LAST);
  add(
    [...lists.last.slice(0, 5000), ...Object.values(lists.lastOf).flatMap((names) => names.slice(0, 100))],
    WORD.FREQUENT_LAST,
  );
  const counts = [...countLowerCase(examples)];
  add(
    counts.filter(([, count]) => count >= COMMON_FROM).map(([word]) => word),
    WORD.COMMON,
  );
  add(
    counts.filter(([, count]) => count >= VERY_COMMON_FROM).map(([word]) => word),
    WORD.VERY_COMMON,
  );
  add(new Set(readDictionary(dictionary)), WORD.COMMON);
  add(COMMON_ABROAD.split(' '), WORD.COMMON | WORD.VERY_COMMON);
  add(TITLES.split(' '), WORD.TITLE);
  add(CUES, WORD.CUE);
  add(PARTICLES.split(' '), WORD.PARTICLE);
  add(ORGANISATIONS.split(' '), WORD.ORGANISATION);
  add(placesOf(folder), WORD.PLACE);
  add(
    lists.places.flatMap((place) => place.toLowerCase().split(/[ .]/)).filter((word) => word.length > 3),
    WORD.PLACE,
  );
  for (const language of ['de', 'fr', 'es'] as const)
    add(
      WORDS_ABROAD[language].map((word) => word.toLowerCase()),
      WORD.COMMON,
    );
  add(NAMESAKES, WORD.NAMESAKE);
  return flags;
};
