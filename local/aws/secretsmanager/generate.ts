/**
 * Makes the secret that GenerateSecretString describes.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html
 */
import { randomInt } from 'node:crypto';
import { asBoolean, asNumber, readProperties } from '../template-properties.ts';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = LOWERCASE.toUpperCase();
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const DEFAULT_LENGTH = 32;
const MAX_LENGTH = 4096;

/**
 * @param where the secret, for messages
 * @param properties of GenerateSecretString, with all intrinsics resolved
 * @throws Error when the options contradict each other, or one is unknown
 */
export const generateSecretString = (where: string, properties: unknown): string => {
  const options = readProperties(`${where}, GenerateSecretString`, properties);
  const isExcluded = (name: string): boolean => asBoolean(options.read(name));
  const excluded = String(options.read('ExcludeCharacters') ?? '');
  const kinds = [
    isExcluded('ExcludeLowercase') ? '' : LOWERCASE,
    isExcluded('ExcludeUppercase') ? '' : UPPERCASE,
    isExcluded('ExcludeNumbers') ? '' : NUMBERS,
    isExcluded('ExcludePunctuation') ? '' : PUNCTUATION,
    asBoolean(options.read('IncludeSpace')) ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !excluded.includes(character)).join(''))
    .filter((kind) => kind !== '');
  const length = asNumber(`${where}, PasswordLength`, options.read('PasswordLength')) ?? DEFAULT_LENGTH;
  const requiresEach = asBoolean(options.read('RequireEachIncludedType') ?? true);
  const template = options.read('SecretStringTemplate');
  const key = options.read('GenerateStringKey');
  options.finish();

  if (kinds.length === 0) throw new Error(`${where}: GenerateSecretString excludes every character`);
  if (!Number.isInteger(length) || length < (requiresEach ? kinds.length : 1) || length > MAX_LENGTH) {
    throw new Error(`${where}: PasswordLength must be from ${kinds.length} to ${MAX_LENGTH}, got ${length}`);
  }
  if ((template === undefined) !== (key === undefined)) {
    throw new Error(`${where}: SecretStringTemplate and GenerateStringKey go together`);
  }
  const password = generatePassword(kinds, length, requiresEach);
  if (template === undefined) return password;
  return JSON.stringify({ ...asObject(where, template), [String(key)]: password });
};

/** Draws until every kind is there, so that no position is more likely than another to hold a kind. */
const generatePassword = (kinds: readonly string[], length: number, requiresEach: boolean): string => {
  const alphabet = kinds.join('');
  for (;;) {
    const password = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]!).join('');
    const hasAll = kinds.every((kind) => [...password].some((character) => kind.includes(character)));
    if (hasAll || !requiresEach) return password;
  }
};

const asObject = (where: string, template: unknown): object => {
  try {
    const value: unknown = JSON.parse(String(template));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below, as for everything else that is no object.
  }
  throw new Error(`${where}: SecretStringTemplate must be a JSON object`);
};
