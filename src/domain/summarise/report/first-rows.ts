/** Tables show the first rows only, and say how many they leave out: what is missing without a word looks like all there is. */
import type { Row, Table } from './document.ts';

/** The rows of the first items, `most` at most, and the table's note: what it says anyway, and what it leaves out. */
export const firstRows = <Item>(
  items: readonly Item[],
  { most, rowOf, note }: { readonly most: number; readonly rowOf: (item: Item) => Row; readonly note?: string },
): Pick<Table, 'rows' | 'note'> => {
  const notes = [
    ...(note === undefined ? [] : [note]),
    ...(items.length > most ? [`${items.length - most} more`] : []),
  ];
  return { rows: items.slice(0, most).map(rowOf), ...(notes.length === 0 ? {} : { note: notes.join('; ') }) };
};
