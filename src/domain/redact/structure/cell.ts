/** What a table gives to look at: a stretch of the text, and what stands above it. */

/** One cell of a table that stands under a telling head. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  /** Topics of the head of its column. */
  readonly topics: number;
}
