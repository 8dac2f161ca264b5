/** Finds everything in one text of a document, as the policy wants it found. */
import type { Stopwatch } from './budget.ts';
import { topicsOfKey } from './context/identifiers.ts';
import type { Engine } from './engine.ts';
import { type Inspector, inspectText, MIN_TEXT } from './inspect.ts';
import type { NameMemory } from './names/memory.ts';
import { withNameByKey } from './names/named-by-key.ts';
import type { Outcome } from './outcome.ts';
import type { RedactionPolicy } from './policy/policy.ts';
import type { Recall } from './recall.ts';
import { type Span, settle } from './span.ts';
import type { Leaf } from './structure/leaves.ts';
import { describeFile, findMedia } from './structure/media.ts';

const PLAIN_KEY = /^[A-Za-z_$.:-]{1,40}$/;

const hasKey = (keys: readonly string[], key: string): boolean =>
  keys.length > 0 && keys.some((one) => one.toLowerCase() === key.toLowerCase());

const NOTHING: readonly Span[] = [];

/** Nothing is found in a character or two, unless their key says what they are. */
const isTooShort = ({ kind, text, underKey }: Leaf, { maskedKeys }: RedactionPolicy): boolean =>
  text.length < MIN_TEXT && kind === 'string' && maskedKeys.length === 0 && topicsOfKey(underKey) === 0;

/** Whether nothing can be found in a text: most are keys of letters. */
export const isPlain = ({ findOwn, policy }: Engine, leaf: Leaf): boolean =>
  findOwn === undefined && (leaf.kind === 'key' ? PLAIN_KEY.test(leaf.text) : isTooShort(leaf, policy));

/** What became of a text in which nothing is. */
export const untouched = (text: string): Outcome => ({ text, spans: NOTHING, failed: false });

const asWhole = (text: string, type: string, replacement?: string): Span => {
  const span = { type, start: 0, end: text.length, confidence: 1 };
  return replacement === undefined ? span : { ...span, replacement };
};

/** What the texts of one document are looked at with. */
export interface LeafInspection {
  readonly engine: Engine;
  readonly watch: Stopwatch;
  readonly memory: NameMemory;
  readonly recall?: Recall;
}

/** Makes what looks at the texts of one document, one after the other; whatever goes wrong with a text makes it failed. */
export const createLeafInspector = ({ engine, watch, memory, recall }: LeafInspection): ((leaf: Leaf) => Outcome) => {
  const { policy, detect, vocabulary, isKept, findOwn, hashKey } = engine;
  const isDescribed = policy.media === 'describe';
  /** Where the window began that is looked at. */
  let offset = 0;
  const onWindow = (from: number): void => {
    offset = from;
    watch.check();
  };
  const inspector: Inspector = { detect: (scan) => detect(scan, memory), vocabulary, onWindow, recall };

  const keptOf = (text: string, found: readonly Span[]): readonly Span[] => {
    const kept: Span[] = [];
    for (const span of found) {
      const value = text.slice(span.start, span.end);
      if (span.type === 'MEDIA' && span.replacement === undefined) {
        if (isDescribed) kept.push({ ...span, replacement: describeFile(value, hashKey) });
      } else if (isKept(span, value)) kept.push(span);
    }
    return kept;
  };

  const find = ({ kind, text, underKey, mediaType }: Leaf): readonly Span[] => {
    if (kind !== 'key' && hasKey(policy.allow.keys, underKey)) return NOTHING;
    if (kind !== 'key' && hasKey(policy.maskedKeys, underKey)) return [asWhole(text, 'masked-key')];
    if (kind === 'bytes') return isDescribed ? [asWhole(text, 'MEDIA', describeFile(text, hashKey))] : NOTHING;
    const media = isDescribed && kind === 'string' ? findMedia(text, mediaType, hashKey) : NOTHING;
    if (media.length === 1 && media[0]!.end - media[0]!.start === text.length) return media;
    const inside = inspectText(text, kind === 'key' ? 0 : topicsOfKey(underKey), inspector);
    const found = kind === 'string' ? withNameByKey(inside, text, underKey) : inside;
    const own = findOwn?.(text, onWindow) ?? NOTHING;
    if (own.length + media.length > 0) return keptOf(text, settle([...own, ...media, ...found]));
    return found.length === 0 ? NOTHING : keptOf(text, found);
  };

  return (leaf) => {
    const { text } = leaf;
    offset = 0;
    try {
      watch.allow(text.length);
      return { text, spans: find(leaf), failed: false };
    } catch (error) {
      const errorType = error instanceof Error ? error.name : typeof error;
      engine.onFailure({ errorType, offset, length: text.length, texts: 1 });
      return { text, spans: NOTHING, failed: true };
    }
  };
};
