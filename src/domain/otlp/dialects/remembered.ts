/** Remembers what a pure function made of a name: the same few dozen attribute names come with every span. */

/** Names that are remembered by one function. Flattened dialects have thousands; past this all are forgotten and begin anew. */
const MAX_REMEMBERED = 4_096;

/** Longer names are hostile, or rare enough. */
const MAX_LENGTH = 128;

/** The same function, asked once for each name. */
export const remembered = <Value>(of: (name: string) => Value): ((name: string) => Value) => {
  const known = new Map<string, Value>();
  return (name) => {
    const held = known.get(name);
    if (held !== undefined || known.has(name)) return held as Value;
    const value = of(name);
    if (name.length > MAX_LENGTH) return value;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(name, value);
    return value;
  };
};
