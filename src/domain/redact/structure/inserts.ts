/** Reads the rows that `INSERT INTO t (a, b) VALUES (…), (…)` puts under the names of columns. */
import { topicsOfKey } from '../context/identifiers.ts';
import type { Cell } from './cell.ts';

/** Names of columns; nothing that a nested query has. */
const COLUMNS =
  /\s{1,20}[\w."`[\]]{1,80}\s{0,20}\(([\w\s,."`[\]]{1,6000})\)\s{0,20}(?:OVERRIDING [A-Z ]{1,30})?VALUES\s{0,20}/iy;

/** A value: a string in which quotes are doubled or escaped, be it cast, or anything without marks, be it a call: `NOW()`. */
const VALUE =
  /\s*(?:(?:[BbEeNnXx]|_\w{1,20}\s?)?'((?:[^'\\]|''|\\.){0,20000})'(?:::\w{1,30})?|([^\s',()]{0,200}(?:\((?:[^()']|'[^']{0,200}'){0,80}\))?))\s*/y;

/** As people and programs write it; in most texts none of them stands, which is seen sooner than that no statement begins. */
const VALUES = ['VALUES', 'values', 'Values'];

const STATEMENTS = ['INSERT INTO', 'insert into', 'Insert Into', 'INSERT IGNORE INTO', 'REPLACE INTO', 'replace into'];

/** Every value of the rows that the statements of `text` insert under a telling name. */
export function* readInsertedCells(text: string): Generator<Cell> {
  if (!text.includes('(') || !VALUES.some((word) => text.includes(word))) return;
  for (const statement of STATEMENTS) {
    for (let at = text.indexOf(statement); at >= 0; at = text.indexOf(statement, at)) {
      at += statement.length;
      COLUMNS.lastIndex = at;
      const names = COLUMNS.exec(text)?.[1];
      if (names === undefined) continue;
      at = COLUMNS.lastIndex;
      const topics = names.split(',').map((name) => topicsOfKey(name.trim()));
      while (text[at] === '(') {
        for (const told of topics) {
          VALUE.lastIndex = at + 1;
          const value = VALUE.exec(text);
          if (value === null) break;
          const end = VALUE.lastIndex;
          const inside = value[1] ?? value[2]!;
          const start = text.indexOf(inside, at + 1);
          if (told !== 0 && inside.length > 0) yield { start, end: start + inside.length, topics: told };
          at = end;
          if (text[at] !== ',') break;
        }
        if (text[at] !== ')') break;
        NEXT_ROW.lastIndex = at;
        if (!NEXT_ROW.test(text)) break;
        at = NEXT_ROW.lastIndex - 1;
      }
    }
  }
}

const NEXT_ROW = /\)\s*,\s*\(/y;
