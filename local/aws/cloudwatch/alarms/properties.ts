/** Reads the properties of a template resource strictly: what is unknown, missing or of the wrong type is a problem. */

type Json = Readonly<Record<string, unknown>>;

/** Reads one object's members, noting problems instead of throwing, so that all of them are told at once. */
export interface PropertyReader {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  texts(name: string): readonly string[];
  objects(name: string): readonly PropertyReader[];
  object(name: string): PropertyReader | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  problem(text: string): void;
  /** Notes a problem unless the value is there. */
  required<T>(value: T | undefined, name: string): T | undefined;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * @param where begins every problem: a logical id, then the path within it
 * @param known the members that are understood; any other is a problem
 */
export const readProperties = (
  where: string,
  source: unknown,
  known: readonly string[],
  note: (problem: string) => void,
  membersOf: Readonly<Record<string, readonly string[]>> = {},
): PropertyReader => {
  const properties = isObject(source) ? source : {};
  const problem = (text: string): void => note(`${where}: ${text}`);
  if (!isObject(source)) problem('must be an object');
  for (const name of Object.keys(properties))
    if (!known.includes(name)) problem(`${name} is not known to the local CloudWatch`);

  const read = <T>(name: string, is: (value: unknown) => value is T, type: string): T | undefined => {
    const value = properties[name];
    if (value === undefined || is(value)) return value;
    problem(`${name} must be ${type}`);
    return undefined;
  };
  const nested = (name: string, value: unknown, path: string): PropertyReader =>
    readProperties(`${where}.${path}`, value, membersOf[name] ?? [], note, membersOf);

  return {
    text: (name) => read(name, (value) => typeof value === 'string', 'a string'),
    number: (name) => read(name, (value): value is number => Number.isFinite(value), 'a number'),
    flag: (name) => read(name, (value) => typeof value === 'boolean', 'true or false'),
    texts: (name) =>
      read(
        name,
        (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
        'an array of strings',
      ) ?? [],
    objects: (name) =>
      (read(name, Array.isArray, 'an array') ?? []).map((item, index) => nested(name, item, `${name}[${index}]`)),
    object: (name) => {
      const value = read(name, isObject, 'an object');
      return value === undefined ? undefined : nested(name, value, name);
    },
    oneOf: <T extends string>(name: string, allowed: readonly T[]) =>
      read(name, (value): value is T => allowed.includes(value as T), `one of ${allowed.join(', ')}`),
    problem,
    required: (value, name) => {
      if (value === undefined && properties[name] === undefined) problem(`${name} is missing`);
      return value;
    },
  };
};
