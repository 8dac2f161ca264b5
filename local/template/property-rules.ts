/**
 * The language of the allow-list: for every property of a resource type, what the runner does with it. A property that no
 * rule mentions is refused, because a setting that is silently ignored is how the laptop and AWS grow apart.
 */
import { isObject, type Json } from './json.ts';

export type PropertyRule =
  | { readonly rule: 'run' }
  | { readonly rule: 'harmless'; readonly because: string }
  | { readonly rule: 'only'; readonly values: readonly string[] }
  | { readonly rule: 'fields'; readonly fields: Readonly<Record<string, PropertyRule>> }
  | { readonly rule: 'list'; readonly of: PropertyRule }
  | { readonly rule: 'refused'; readonly because: string };

/** Honoured, with everything below it. */
export const run: PropertyRule = { rule: 'run' };

/** Without effect on a laptop, for the reason given. */
export const harmless = (because: string): PropertyRule => ({ rule: 'harmless', because });

/** Honoured for these values only; another value would need behaviour the runner does not have. */
export const only = (...values: readonly string[]): PropertyRule => ({ rule: 'only', values });

/** An object whose fields have rules of their own. */
export const fields = (byName: Readonly<Record<string, PropertyRule>>): PropertyRule => ({
  rule: 'fields',
  fields: byName,
});

/** A list whose items all follow one rule. */
export const listOf = (of: PropertyRule): PropertyRule => ({ rule: 'list', of });

/** Known, and refused with a reason better than "unknown". */
export const refused = (because: string): PropertyRule => ({ rule: 'refused', because });

/** One property that no rule lets through. */
export interface Offence {
  readonly property: string;
  readonly reason: string;
}

/** Every place where a resolved value breaks its rule. */
export const offencesAgainst = (rule: PropertyRule, value: Json, property: string): readonly Offence[] => {
  switch (rule.rule) {
    case 'run':
    case 'harmless':
      return [];
    case 'refused':
      return [{ property, reason: rule.because }];
    case 'only':
      return rule.values.includes(String(value))
        ? []
        : [{ property, reason: `is ${JSON.stringify(value)}; the local runner knows only ${rule.values.join(', ')}` }];
    case 'list':
      return Array.isArray(value)
        ? (value as readonly Json[]).flatMap((item, index) => offencesAgainst(rule.of, item, `${property}[${index}]`))
        : [{ property, reason: 'must be a list' }];
    case 'fields':
      if (!isObject(value)) return [{ property, reason: 'must be an object' }];
      return Object.entries(value).flatMap(([name, inner]) => {
        const known = Object.hasOwn(rule.fields, name) ? rule.fields[name] : undefined;
        return known === undefined
          ? [{ property: `${property}.${name}`, reason: 'is not known to the local runner' }]
          : offencesAgainst(known, inner, `${property}.${name}`);
      });
  }
};
