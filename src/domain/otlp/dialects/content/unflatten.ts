/** Takes flattened attributes (`llm.input_messages.0.message.role`) apart, without trusting the numbers in them. */
import type { Json } from '../../../call/json.ts';
import type { Attributes } from '../../wire/model.ts';

/** Segments of one name; OpenInference's longest has 8. */
const MAX_SEGMENTS = 16;

interface Node {
  readonly children: Map<string, Node>;
  value?: Json;
}

/**
 * Everything under `prefix` (which ends in a dot) as nested JSON. A level whose names are all numbers becomes a list in the order
 * of the numbers, with no holes: `…9999999.content` costs one element. Undefined when nothing is there.
 */
export const unflatten = (attributes: Attributes, prefix: string): Json | undefined => {
  const root: Node = { children: new Map() };
  let any = false;
  for (const name in attributes) {
    if (!name.startsWith(prefix)) continue;
    let node = root;
    for (const segment of segmentsOf(name.slice(prefix.length))) {
      let child = node.children.get(segment);
      if (child === undefined) {
        child = { children: new Map() };
        node.children.set(segment, child);
      }
      node = child;
    }
    node.value = attributes[name] ?? null;
    any = true;
  }
  return any ? toJson(root) : undefined;
};

/** Names are words between dots. One with another sign is nobody's that we know: cut at its dots, an address in it would look like none. */
const segmentsOf = (path: string): readonly string[] => {
  if (!/[^\w.-]/.test(path)) return path.split('.', MAX_SEGMENTS);
  const [place = ''] = /^(?:\d{1,15}\.){0,8}/.exec(path) ?? [];
  return [...place.split('.').slice(0, -1), path.slice(place.length)];
};

const toJson = (node: Node): Json => {
  const { children } = node;
  if (children.size === 0) return node.value ?? null;
  const names = [...children.keys()];
  if (names.every((name) => /^\d{1,15}$/.test(name))) {
    return names.sort((a, b) => Number(a) - Number(b)).map((name) => toJson(children.get(name) as Node));
  }
  // A map keyed by outsiders: fromEntries makes `__proto__` an ordinary key.
  return Object.fromEntries(names.map((name) => [name, toJson(children.get(name) as Node)]));
};
