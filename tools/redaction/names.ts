/** Makes up names the way people have them, from the lists of a data folder. */
import type { NameLists } from './words.ts';

/** Makes a given name, a family name, or a name in full. */
export interface NameMaker {
  first(): string;
  last(): string;
  full(): string;
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

/** Names of a language, or of everywhere when there is no list for it. */
export const createNameMaker = (random: () => number, lists: NameLists, language = 'en'): NameMaker => {
  const firsts = lists.firstOf[language] ?? lists.first;
  const lasts = lists.lastOf[language] ?? lists.last;
  const first = (): string => drawn(random, firsts, language === 'en' ? 1.6 : 1.2);
  const last = (): string => drawn(random, lasts, language === 'en' ? 2.2 : 1.2);
  const initial = (): string => String.fromCharCode(65 + Math.floor(random() * 26));
  const full = (): string => {
    const chance = random();
    const given = first();
    const family = last();
    if (chance < 0.55) return `${given} ${family}`;
    if (chance < 0.65) return `${given} ${initial()}. ${family}`;
    if (chance < 0.7) return `${given} ${first()} ${family}`;
    if (chance < 0.74) return `${given} ${family}-${last()}`;
    if (chance < 0.77) return `${given} ${PARTICLES[Math.floor(random() * PARTICLES.length)]!} ${family}`;
    if (chance < 0.8) return `${family}, ${given}`;
    if (chance < 0.82) return `${given[0]!}. ${family}`;
    if (chance < 0.9) return given;
    if (chance < 0.95) return family;
    return `${given} ${family} ${last()}`;
  };
  return { first, last, full };
};
