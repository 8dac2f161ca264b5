/** Finds the line of a seller's sheet that a model's name means. */
import type { ModelName } from './model-name.ts';

/** One line of a sheet, its prices still in the sheet's notation. */
export interface Listed {
  readonly id: string;
  readonly prices: string;
}

interface Pattern {
  /** `^` starts with, `$` ends with, `*` contains. */
  readonly kind: string;
  readonly text: string;
  readonly model: Listed;
}

/** A seller's sheet, indexed. */
export interface Sheet {
  readonly exact: ReadonlyMap<string, Listed>;
  readonly patterns: readonly Pattern[];
}

/** Indexes the lines of one seller. The id and every matcher without `^`, `$` or `*` is a whole name; earlier lines win. */
export const indexSheet = (lines: string): Sheet => {
  const exact = new Map<string, Listed>();
  const patterns: Pattern[] = [];
  for (const line of lines.trim().split('\n')) {
    const [id = '', matchers = '', prices = ''] = line.split('|');
    const model: Listed = { id, prices };
    for (const matcher of [id, ...matchers.split(' ').filter((text) => text !== '')]) {
      const kind = matcher[0]!;
      if ('^$*'.includes(kind)) patterns.push({ kind, text: matcher.slice(1), model });
      else if (!exact.has(matcher)) exact.set(matcher, model);
    }
  }
  return { exact, patterns };
};

/**
 * What may follow the text of a pattern without making another model of it: dates, first revisions, stages. A name with
 * anything else in it, as `claude-sonnet-5` in `claude-sonnet-5-5`, is a model we don't know; nor is `-latest` a revision,
 * as it moves to other models. At most four such words, so
 * that the ways to read `-1111-11-11-1111…` stay few.
 */
const REVISION =
  /^(?:[-@:._](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{2}-\d{2}|\d{2}-\d{4}|\d{4}|00\d|v[01]|default|preview|beta|exp|experimental|thinking|instruct|maas)|:\d+k?){0,4}$/;

/** What `findModel` takes off a name that no line has. */
export const DATE = /[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|default)$/;

const matches = ({ kind, text }: Pattern, name: string): boolean => {
  if (kind === '$') return name.endsWith(text);
  if (kind === '^') return name.startsWith(text) && REVISION.test(name.slice(text.length));
  const at = name.indexOf(text);
  // The vendor may stand before it, `anthropic.claude-…`, but not half a word, `my-claude-…`.
  return (at === 0 || (at > 0 && './'.includes(name[at - 1]!))) && REVISION.test(name.slice(at + text.length));
};

const findName = (sheet: Sheet, name: string, prefix = ''): Listed | undefined =>
  sheet.exact.get(prefix + name) ??
  sheet.patterns.find((pattern) => pattern.text.startsWith(prefix) && matches(pattern, prefix + name))?.model;

/** GovCloud's prices are its own; every other geography that has some is listed, and the rest cost what the US does. */
const HAS_OWN_PRICES = 'us-gov';

/** The line that the name means: as it stands, else without its date, so that a new snapshot has its model's price. */
export const findModel = (sheet: Sheet, { name, geography }: ModelName): Listed | undefined => {
  for (const candidate of DATE.test(name) ? [name, name.replace(DATE, '')] : [name]) {
    const found =
      (geography === undefined ? undefined : findName(sheet, candidate, `${geography}.`)) ??
      (geography === HAS_OWN_PRICES ? undefined : findName(sheet, candidate));
    if (found !== undefined) return found;
  }
  return undefined;
};
