/** Reads a policy from JSON: what is left out is as in the default, what is wrong is named by field, never by value. */
import { isJsonObject, type Json, type JsonObject } from '../../call/json.ts';
import { isEntityType } from '../entities.ts';
import { isNetwork } from './networks.ts';
import { DEFAULT_POLICY, type OwnLiteral, type OwnPattern, type PayloadMode, type RedactionPolicy } from './policy.ts';

/** What is wrong with one field. */
export interface PolicyError {
  readonly path: string;
  readonly message: string;
}

/** A policy, or everything that is wrong with it. */
export type ParsedPolicy =
  | { readonly ok: true; readonly policy: RedactionPolicy }
  | { readonly ok: false; readonly errors: readonly PolicyError[] };

/** Caps: a policy is loaded with every call, and each rule costs time on every text. */
const MAX_VALUES = 1000;
const MAX_LITERALS = 500;
const MAX_PATTERNS = 20;
const MAX_VALUE_LENGTH = 200;
const MAX_PATTERN_LENGTH = 500;

const PAYLOAD_MODES: readonly string[] = ['full', 'redacted', 'hash', 'none'] satisfies PayloadMode[];
const NAME = /^[a-z0-9-]{1,40}$/;
const DOMAIN = /^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}$/i;

const FIELDS = [
  'payload',
  'types',
  'minimum_confidence',
  'allow',
  'masked_keys',
  'literals',
  'patterns',
  'media',
  'join_tokens',
];

/** Compiles a pattern or throws; given by whoever has RE2 at hand, because it is too large for every function. */
export type CheckPattern = (pattern: string) => void;

const reader = (errors: PolicyError[]) => {
  const wrong = (path: string, message: string): void => {
    errors.push({ path, message });
  };
  const oneOf = (value: Json | undefined, path: string, allowed: readonly string[], otherwise: string): string => {
    if (value === undefined) return otherwise;
    if (typeof value === 'string' && allowed.includes(value)) return value;
    wrong(path, `must be one of ${allowed.join(', ')}`);
    return otherwise;
  };
  const strings = (
    value: Json | undefined,
    path: string,
    isFine: (text: string) => boolean,
    expected: string,
  ): string[] => {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > MAX_VALUES) {
      wrong(path, `must be a list of at most ${MAX_VALUES} texts`);
      return [];
    }
    return (value as readonly Json[]).flatMap((item, at) => {
      if (typeof item === 'string' && item.length > 0 && item.length <= MAX_VALUE_LENGTH && isFine(item)) return [item];
      wrong(`${path}[${at}]`, `must be ${expected} of at most ${MAX_VALUE_LENGTH} characters`);
      return [];
    });
  };
  const rules = <Rule>(
    value: Json | undefined,
    path: string,
    most: number,
    read: (rule: JsonObject, at: string) => Rule | undefined,
  ): Rule[] => {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > most) {
      wrong(path, `must be a list of at most ${most} rules`);
      return [];
    }
    return (value as readonly Json[]).flatMap((item, at) => {
      const place = `${path}[${at}]`;
      const rule = isJsonObject(item) ? read(item, place) : undefined;
      if (!isJsonObject(item)) wrong(place, 'must be an object with name and value or pattern');
      return rule === undefined ? [] : [rule];
    });
  };
  const name = (rule: JsonObject, path: string): string => {
    if (typeof rule['name'] === 'string' && NAME.test(rule['name'])) return rule['name'];
    wrong(`${path}.name`, 'must be 1–40 lower-case letters, digits and hyphens');
    return '';
  };
  const flag = (value: Json | undefined, path: string, otherwise: boolean): boolean => {
    if (value === undefined || typeof value === 'boolean') return value ?? otherwise;
    wrong(path, 'must be true or false');
    return otherwise;
  };
  return { wrong, oneOf, strings, rules, name, flag };
};

const any = (): boolean => true;

/** Parses a policy; `checkPattern` compiles each own pattern and throws for one that is not RE2. */
export const parsePolicy = (json: Json, checkPattern: CheckPattern = () => {}): ParsedPolicy => {
  if (!isJsonObject(json)) return { ok: false, errors: [{ path: '', message: 'a policy must be a JSON object' }] };
  const errors: PolicyError[] = [];
  const { wrong, oneOf, strings, rules, name, flag } = reader(errors);
  for (const field of Object.keys(json)) {
    if (!FIELDS.includes(field)) wrong('', `has a field that is not one of ${FIELDS.join(', ')}`);
  }
  const types = json['types'] ?? {};
  if (!isJsonObject(types)) wrong('types', 'must be an object of type names, each true or false');
  const typeEntries = isJsonObject(types) ? Object.entries(types) : [];
  typeEntries.forEach(([type, on], at) => {
    if (!isEntityType(type) || typeof on !== 'boolean')
      wrong(`types[${at}]`, 'must be a known type set to true or false');
  });
  const minimumConfidence = json['minimum_confidence'] ?? DEFAULT_POLICY.minimumConfidence;
  if (typeof minimumConfidence !== 'number' || !(minimumConfidence >= 0 && minimumConfidence <= 1)) {
    wrong('minimum_confidence', 'must be a number from 0 to 1');
  }
  const allow = json['allow'] ?? {};
  if (!isJsonObject(allow)) wrong('allow', 'must be an object with values, domains, networks or keys');
  const allowed = isJsonObject(allow) ? allow : {};
  const policy: RedactionPolicy = {
    payload: oneOf(json['payload'], 'payload', PAYLOAD_MODES, DEFAULT_POLICY.payload) as PayloadMode,
    types: Object.fromEntries(typeEntries) as RedactionPolicy['types'],
    minimumConfidence: Number(minimumConfidence),
    allow: {
      values: strings(allowed['values'], 'allow.values', any, 'a text'),
      domains: strings(allowed['domains'], 'allow.domains', (domain) => DOMAIN.test(domain), 'a domain name'),
      networks: strings(allowed['networks'], 'allow.networks', isNetwork, 'a network in CIDR notation'),
      keys: strings(allowed['keys'], 'allow.keys', any, 'a key'),
    },
    maskedKeys: strings(json['masked_keys'], 'masked_keys', any, 'a key'),
    literals: rules<OwnLiteral>(json['literals'], 'literals', MAX_LITERALS, (rule, path) => {
      const { value } = rule;
      if (typeof value === 'string' && value.length >= 3 && value.length <= MAX_VALUE_LENGTH)
        return { name: name(rule, path), value };
      wrong(`${path}.value`, `must be a text of 3–${MAX_VALUE_LENGTH} characters`);
      return undefined;
    }),
    patterns: rules<OwnPattern>(json['patterns'], 'patterns', MAX_PATTERNS, (rule, path) => {
      const { pattern } = rule;
      if (typeof pattern !== 'string' || pattern.length === 0 || pattern.length > MAX_PATTERN_LENGTH) {
        wrong(`${path}.pattern`, `must be a regular expression of at most ${MAX_PATTERN_LENGTH} characters`);
        return undefined;
      }
      try {
        checkPattern(pattern);
      } catch {
        wrong(
          `${path}.pattern`,
          'must be a regular expression in the syntax of RE2, of at most 200 instructions (repetitions count), that does not match the empty text',
        );
      }
      return { name: name(rule, path), pattern };
    }),
    media: oneOf(json['media'], 'media', ['describe', 'keep'], DEFAULT_POLICY.media) as RedactionPolicy['media'],
    joinTokens: flag(json['join_tokens'], 'join_tokens', DEFAULT_POLICY.joinTokens),
  };
  return errors.length === 0 ? { ok: true, policy } : { ok: false, errors };
};

/** A policy as `parsePolicy` reads it. */
export const showPolicy = (policy: RedactionPolicy): Json => ({
  payload: policy.payload,
  types: policy.types as JsonObject,
  minimum_confidence: policy.minimumConfidence,
  allow: { ...policy.allow },
  masked_keys: policy.maskedKeys,
  literals: policy.literals.map(({ name, value }) => ({ name, value })),
  patterns: policy.patterns.map(({ name, pattern }) => ({ name, pattern })),
  media: policy.media,
  join_tokens: policy.joinTokens,
});
