/** What a content extractor is: one dialect's way to write what went in and what came out. */
import type { Json } from '../../../call/json.ts';
import type { Attributes, OtlpEvent } from '../../wire/model.ts';

/** Where content may stand. */
export interface ContentSource {
  readonly attributes: Attributes;
  readonly events: readonly OtlpEvent[];
  /** A tool's input is what it was given, not what was said before. */
  readonly isTool: boolean;
}

/** What a dialect found; absent sides are left to the next dialect. */
export interface Content {
  readonly input?: Json | undefined;
  readonly output?: Json | undefined;
  /** The provider's id of its response, where the whole response stands there. */
  readonly responseId?: string | undefined;
}

/** A dialect's extractor. */
export interface Extractor {
  /** The attributes it reads, whole names or prefixes ending in a dot, so that they are not kept a second time. */
  readonly names: readonly string[];
  readonly extract: (source: ContentSource) => Content;
}
