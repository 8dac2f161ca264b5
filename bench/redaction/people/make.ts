/** Fills the templates with people from everywhere. */
import { createRandom, pick } from '../../../tools/redaction/random.ts';
import type { Label, Labelled } from '../datasets.ts';
import { PEOPLE_TEMPLATES } from './templates.ts';

/** Given and family names of one region. */
export interface Region {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

const PART = /\[\[|\]\]|\{([FLIfl])(\d)(\^?)\}/g;

const fill = (template: string, people: readonly { first: string; last: string }[]): Labelled => {
  let text = '';
  let at = 0;
  let opened = 0;
  const labels: Label[] = [];
  for (const match of template.matchAll(PART)) {
    text += template.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[0] === '[[') opened = text.length;
    else if (match[0] === ']]') labels.push({ type: 'PERSON', start: opened, end: text.length });
    else {
      const person = people[Number(match[2])]!;
      const name = match[1]!.toLowerCase() === 'l' ? person.last : person.first;
      if (match[1] === 'I') text += name[0]!.toUpperCase();
      else if (match[3] === '^') text += name.toUpperCase();
      else text += match[1] === match[1]!.toLowerCase() ? name.toLowerCase() : name;
    }
  }
  return { text: text + template.slice(at), labels };
};

/**
 * Each template `rounds` times. The names of German, French and Spanish texts are mostly the language's own; all people of a text
 * come from one region.
 */
export const makePeople = (
  regions: ReadonlyMap<string, Region>,
  rounds: number,
  language?: string,
  seed = 77,
): Labelled[] => {
  const random = createRandom(seed);
  const names = [...regions.keys()];
  return PEOPLE_TEMPLATES.filter((one) => language === undefined || one.language === language).flatMap((one) =>
    one.texts.flatMap((text) =>
      Array.from({ length: rounds }, () => {
        const own = one.language !== 'en' && random() < 0.75 ? one.language : pick(random, names);
        const { first, last } = regions.get(own)!;
        const people = Array.from({ length: 5 }, () => ({ first: pick(random, first), last: pick(random, last) }));
        return fill(text, people);
      }),
    ),
  );
};
