/** What the tagger learns from: a text with the names in it. */

/** A name in a text: a person's, or any other (a place, an organisation, a work). */
export interface NameSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: 'person' | 'other';
}

/** One text with all its names; what is not marked is no name. */
export interface Example {
  readonly text: string;
  readonly names: readonly NameSpan[];
}
