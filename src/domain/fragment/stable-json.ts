/** JSON that is the same for the same value whatever the order of its keys: what ties are broken by. */

/** The value as JSON with the keys of every object in order. */
export const stableJson = (value: unknown): string => {
  const ordered = inOrder(value);
  return (ordered === CANNOT ? spelled(value) : JSON.stringify(ordered)) ?? 'null';
};

/** Of a value that no copy can be made of. */
const CANNOT = Symbol('no object can have its keys in that order');

/**
 * The value with its keys in order, by copying the objects that have them in another: with JSON.stringify of the copy that takes half
 * the time of writing the text ourselves. What is in order already is returned as it is.
 */
const inOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? itemsInOrder(value) : fieldsInOrder(value as Fields);
};

type Fields = Readonly<Record<string, unknown>>;

const itemsInOrder = (items: readonly unknown[]): unknown => {
  let copy: unknown[] | undefined;
  for (let at = 0; at < items.length; at++) {
    const ordered = inOrder(items[at]);
    if (ordered === CANNOT) return CANNOT;
    if (ordered === items[at]) continue;
    copy ??= [...items];
    copy[at] = ordered;
  }
  return copy ?? items;
};

const fieldsInOrder = (fields: Fields): unknown => {
  const keys = Object.keys(fields);
  const isSorted = keys.every((key, at) => at === 0 || (keys[at - 1] as string) < key);
  let copy: Record<string, unknown> | undefined;
  if (!isSorted) {
    copy = {};
    for (const key of keys.sort()) {
      if (isOutOfOrder(key)) return CANNOT;
      copy[key] = fields[key];
    }
  }
  for (const key of keys) {
    const ordered = inOrder(fields[key]);
    if (ordered === CANNOT) return CANNOT;
    if (ordered === fields[key]) continue;
    copy ??= { ...fields };
    copy[key] = ordered;
  }
  return copy ?? fields;
};

/** Objects have whole numbers first, by size, and can't be given a key `__proto__` like others. */
const isOutOfOrder = (key: string): boolean => /^(?:\d|__proto__$)/.test(key);

const spelled = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(spelled).join(',')}]`;
  const fields = value as Fields;
  const members = Object.keys(fields)
    .sort()
    .flatMap((key) => (fields[key] === undefined ? [] : [`${JSON.stringify(key)}:${spelled(fields[key])}`]));
  return `{${members.join(',')}}`;
};
