/** A function's environment, read once and whole: what is missing is told all at once, by name, at the cold start. */

/**
 * The variables named by `keys`, typed.
 * @throws {Error} naming every variable that is missing or empty where it must not be
 */
export const readEnvironment = <Environment extends object>(
  source: Readonly<Record<string, string | undefined>>,
  keys: { readonly [K in keyof Environment]: 'required' | 'may-be-empty' },
): Environment => {
  const names = Object.keys(keys) as (keyof Environment & string)[];
  const missing = names.filter((name) => !source[name] && (keys[name] === 'required' || source[name] === undefined));
  if (missing.length > 0) {
    throw new Error(`environment variables are missing: ${missing.join(', ')}; they are set in lib/capabilities`);
  }
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Environment;
};

/**
 * A number from an environment variable.
 * @throws {Error} naming the variable and what is allowed
 */
export const numberFrom = (
  environment: object,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number => {
  const text = (environment as Readonly<Record<string, string>>)[name];
  const value = Number(text);
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new Error(`${name} must be a number between ${min} and ${max}, got "${text}"; check lib/stages.ts`);
  }
  return value;
};

/** A number of days: from one to a hundred years. Throws as `numberFrom` does. */
export const daysFrom = (environment: object, name: string): number =>
  numberFrom(environment, name, { min: 1, max: 36_500 });

/** The items of a comma-separated variable. */
export const listFrom = (value: string): readonly string[] => value.split(',').filter((item) => item !== '');
