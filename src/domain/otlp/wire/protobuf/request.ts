/** The frame that the three signals' requests share: resources hold scopes hold items. */
import { Gathering } from '../items.ts';
import { Budget } from '../limits.ts';
import type { Attributes, Decoded, Scope } from '../model.ts';
import { noAttributes, readAttributesOf, type Source } from './any-value.ts';
import { BYTES, Reader } from './reader.ts';

/** Reads one item where the reader stands, counting it in; undefined when the item is refused. */
export type ReadItem<Item> = (source: Source, gathering: Gathering<Item>) => Item | undefined;

/** In all three requests resources are field 1 (resource 1, scopes 2), and in scopes the scope is 1 and the items are 2. */
const FIRST = (1 << 3) | BYTES;
const SECOND = (2 << 3) | BYTES;

/** @throws AppError `undecodable-body`, `too-large` */
export const readRequest = <Item>(bytes: Uint8Array, readItem: ReadItem<Item>): Decoded<Item> => {
  const source: Source = { reader: new Reader(bytes), budget: new Budget() };
  const gathering = new Gathering<Item>();
  source.reader.all((tag) => {
    if (tag !== FIRST) return false;
    readResource(source, gathering, readItem);
    return true;
  });
  return gathering.result();
};

const readResource = <Item>(source: Source, gathering: Gathering<Item>, readItem: ReadItem<Item>): void => {
  let resource: Attributes = noAttributes();
  const scopes: { readonly scope: Scope; readonly items: readonly Item[] }[] = [];
  source.budget.spend();
  source.reader.message((tag) => {
    if (tag === FIRST) resource = readAttributesOf(source, 1);
    else if (tag === SECOND) scopes.push(readScopeItems(source, gathering, readItem));
    else return false;
    return true;
  });
  // Fields may come in any order, so a resource may follow what belongs to it.
  for (const { scope, items } of scopes) gathering.batch(resource, scope, items);
};

const readScopeItems = <Item>(source: Source, gathering: Gathering<Item>, readItem: ReadItem<Item>) => {
  let scope: Scope = { name: '', version: '' };
  const items: Item[] = [];
  source.budget.spend();
  source.reader.message((tag) => {
    if (tag === FIRST) scope = readScope(source);
    else if (tag === SECOND) {
      const item = readItem(source, gathering);
      if (item !== undefined) items.push(item);
    } else return false;
    return true;
  });
  return { scope, items };
};

const readScope = ({ reader }: Source): Scope => {
  let name = '';
  let version = '';
  reader.message((tag) => {
    if (tag === FIRST) name = reader.string();
    else if (tag === SECOND) version = reader.string();
    else return false;
    return true;
  });
  return { name, version };
};
