/** Makes up names the way people have them, from the lists of a data folder. */
import { pick } from './random.ts';
import type { NameLists, Region } from './words.ts';

/** Makes a given name, a family name, or a name in full. */
export interface NameMaker {
  first(): string;
  last(): string;
  full(): string;
  person(): Person;
}

const capitalise = (word: string): string =>
  word
    .split(/([-'’ ])/)
    .map((part) => (part === '' ? '' : part[0]!.toUpperCase() + part.slice(1)))
    .join('');

const PARTICLES = ['van', 'de', 'von', 'van der', 'da', 'al', 'bin', 'di', 'del'];

/** Frequent names come first in the lists; a power above 1 draws them more often. */
const drawn = (random: () => number, words: readonly string[], power: number): string =>
  capitalise(words[Math.floor(random() ** power * words.length)]!);

/** Where the family name comes first, as it does at home; abroad it mostly does not. */
const FAMILY_FIRST = new Set(['zh', 'ko', 'ja', 'vi', 'hu']);
const TWO_FAMILY_NAMES = new Set(['es', 'pt']);

/** A person: given and family name belong together. */
export interface Person {
  readonly first: string;
  readonly last: string;
  readonly full: string;
}

const initialOf = (random: () => number): string => String.fromCharCode(65 + Math.floor(random() * 26));

const fullName = (random: () => number, region: string, first: () => string, last: () => string): Person => {
  const given = first();
  const family = last();
  const person = (full: string): Person => ({ first: given, last: family, full });
  const chance = random();
  if (FAMILY_FIRST.has(region) && chance < 0.35) return person(`${family} ${given}`);
  if (TWO_FAMILY_NAMES.has(region) && chance < 0.3) return person(`${given} ${family} ${last()}`);
  if (region === 'arab' || region === 'pk') {
    if (chance < 0.15) return person(`${given} al-${family}`);
    if (chance < 0.25) return person(`${given} bin ${first()}`);
    if (chance < 0.35) return person(`${given} Al ${family}`);
  }
  if (chance < 0.6) return person(`${given} ${family}`);
  if (chance < 0.68) return person(`${given} ${initialOf(random)}. ${family}`);
  if (chance < 0.73) return person(`${given} ${first()} ${family}`);
  if (chance < 0.78) return person(`${given} ${family}-${last()}`);
  if (chance < 0.81) return person(`${given} ${PARTICLES[Math.floor(random() * PARTICLES.length)]!} ${family}`);
  if (chance < 0.85) return person(`${family}, ${given}`);
  if (chance < 0.89) return person(`${given[0]!}. ${family}`);
  if (chance < 0.91) return person(`${given[0]!}.${initialOf(random)}. ${family}`);
  if (chance < 0.93) return person(`${given} "${first()}" ${family}`.replaceAll('"', random() < 0.5 ? "'" : ''));
  if (chance < 0.94) return person(`${given} ${family} Jr.`);
  return person(`${given} ${family}`);
};

/** People of a language, or of everywhere: half of them as the census knows them, half of one part of the world each. */
export const createNameMaker = (random: () => number, lists: NameLists, language = 'en'): NameMaker => {
  const firsts = lists.firstOf[language] ?? lists.first;
  const lasts = lists.lastOf[language] ?? lists.last;
  const own = lists.regions.find(({ name }) => name === language && name !== 'en');
  const regional = (): Region => own ?? pick(random, lists.regions);
  const isListed = (): boolean => random() < 0.5;
  const listedFirst = (): string => drawn(random, firsts, language === 'en' ? 1.6 : 1.2);
  const listedLast = (): string => drawn(random, lasts, language === 'en' ? 2.2 : 1.2);
  const first = (): string => (isListed() ? listedFirst() : pick(random, regional().first));
  const last = (): string => (isListed() ? listedLast() : pick(random, regional().last));
  const person = (): Person => {
    if (isListed()) return fullName(random, language, listedFirst, listedLast);
    const { name, first: given, last: family } = regional();
    return fullName(
      random,
      name,
      () => pick(random, given),
      () => pick(random, family),
    );
  };
  const full = (): string => {
    const chance = random();
    const { first: given, last: family, full: whole } = person();
    if (chance < 0.06) return given;
    return chance < 0.11 ? family : whole;
  };
  return { first, last, full, person };
};
