/** Puts rows of the by-time index in the order of their positions, which DynamoDB gives in the order of its keys. */
import { positionOf, sharedKeyOf } from './keys.ts';
import type { Item } from './table.ts';

/** A row of the index, and where it stands. */
export interface PlacedItem {
  readonly item: Item;
  readonly position: string;
}

/**
 * The rows of a partition, page by page. Those that share a key are few and come in any order; as they may go on in the next page, the
 * last of a page wait for it.
 */
export const inOrder = async function* (
  pages: AsyncIterable<readonly Item[]>,
  { newestFirst }: { readonly newestFirst: boolean },
): AsyncGenerator<readonly PlacedItem[]> {
  const sign = newestFirst ? -1 : 1;
  let placed: PlacedItem[] = [];
  let tied: PlacedItem[] = [];
  let shared: string | undefined;
  const settle = (): void => {
    if (tied.length > 1) tied.sort((a, b) => (a.position < b.position ? -sign : sign));
    for (const row of tied) placed.push(row);
    tied = [];
  };
  for await (const page of pages) {
    for (const item of page) {
      const key = sharedKeyOf(item);
      if (key !== shared) settle();
      shared = key;
      tied.push({ item, position: positionOf(item) });
    }
    yield placed;
    placed = [];
  }
  settle();
  yield placed;
};
