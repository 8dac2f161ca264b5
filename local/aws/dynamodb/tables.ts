/** The tables that exist: their schemas and settings on disk, created, extended by indexes, never dropped. */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../aws-error.ts';
import { inTransaction } from '../sqlite.ts';
import { indexRow } from './indexes.ts';
import type { Item } from './item.ts';
import type { Rows, StoredRow } from './rows.ts';
import type { IndexSchema, TableSchema } from './schema.ts';

export const TABLES_SCHEMA = `
  CREATE TABLE IF NOT EXISTS tables (
    name TEXT PRIMARY KEY, id TEXT NOT NULL, created_at INTEGER NOT NULL, schema TEXT NOT NULL,
    time_to_live TEXT, point_in_time_recovery INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS spaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
`;

export interface TableSettings {
  /** The attribute that holds an item's end, in seconds since the epoch; absent: items live for ever. */
  readonly timeToLiveAttribute?: string;
  readonly pointInTimeRecovery: boolean;
}

export interface TableDefinition extends TableSettings {
  readonly schema: TableSchema;
}

export interface Table extends TableDefinition {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Where its items lie in {@link Rows}. */
  readonly space: number;
  readonly indexSpaces: ReadonlyMap<string, number>;
}

export interface Tables {
  /** @throws AwsError ResourceNotFoundException */
  find(name: unknown): Table;
  all(): readonly Table[];
  /**
   * Creates the table, or brings the existing one up to the definition: its settings, and indexes it lacks, filled from
   * its items. Indexes the definition no longer has stay.
   * @throws Error when the definition changes a key, or an index that exists; AWS would replace the table, and lose data
   */
  ensure(definition: TableDefinition): Table;
  changeSettings(table: Table, settings: TableSettings): Table;
}

/** When an item ends, in seconds since the epoch, if its table has a time to live and the item a number there. */
export const expiryOf = (settings: TableSettings, item: Item): number | undefined => {
  const text = settings.timeToLiveAttribute === undefined ? undefined : item[settings.timeToLiveAttribute]?.N;
  return text === undefined ? undefined : Math.floor(Number(text));
};

const BACKFILL_ROWS = 500;

export const openTables = (database: DatabaseSync, rows: Rows, now: () => number): Tables => {
  const save = database.prepare(
    `INSERT INTO tables (name, id, created_at, schema, time_to_live, point_in_time_recovery) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET schema = excluded.schema, time_to_live = excluded.time_to_live,
       point_in_time_recovery = excluded.point_in_time_recovery`,
  );
  const addSpace = database.prepare('INSERT OR IGNORE INTO spaces (name) VALUES (?)');
  const findSpace = database.prepare('SELECT id FROM spaces WHERE name = ?');

  const spaceOf = (name: string): number => {
    addSpace.run(name);
    return findSpace.get(name)!['id'] as number;
  };

  const withSpaces = (table: Omit<Table, 'space' | 'indexSpaces'>): Table => {
    const { TableName, GlobalSecondaryIndexes = [] } = table.schema;
    const indexSpaces = GlobalSecondaryIndexes.map(
      ({ IndexName }) => [IndexName, spaceOf(`${TableName}/index/${IndexName}`)] as const,
    );
    return { ...table, space: spaceOf(TableName), indexSpaces: new Map(indexSpaces) };
  };

  const tables = new Map<string, Table>(
    database
      .prepare('SELECT * FROM tables')
      .all()
      .map((row) => [
        row['name'] as string,
        withSpaces({
          schema: JSON.parse(row['schema'] as string) as TableSchema,
          id: row['id'] as string,
          createdAt: row['created_at'] as number,
          ...(row['time_to_live'] === null ? {} : { timeToLiveAttribute: row['time_to_live'] as string }),
          pointInTimeRecovery: row['point_in_time_recovery'] === 1,
        }),
      ]),
  );

  const keep = (table: Table): Table => {
    const { schema, timeToLiveAttribute = null } = table;
    const pointInTimeRecovery = table.pointInTimeRecovery ? 1 : 0;
    save.run(
      schema.TableName,
      table.id,
      table.createdAt,
      JSON.stringify(schema),
      timeToLiveAttribute,
      pointInTimeRecovery,
    );
    return table;
  };

  /** Rows in pieces, because nothing may be written while a range is being read. */
  const eachItem = (space: number, visit: (row: StoredRow) => void): void => {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const piece: StoredRow[] = rows.range(space, { gt: after }).take(BACKFILL_ROWS).toArray();
      for (const row of piece) visit(row);
      after = piece.at(-1)?.key;
    }
  };

  const fillIndex = (table: Table, index: IndexSchema): void =>
    eachItem(table.space, ({ item }) => {
      const row = indexRow(table.schema, index, item);
      if (row !== undefined) rows.put(table.indexSpaces.get(index.IndexName)!, row.key, row.item);
    });

  const store = (next: Table, previous?: Table): Table => {
    inTransaction(database, () => {
      keep(next);
      for (const index of next.schema.GlobalSecondaryIndexes ?? []) {
        if (previous !== undefined && !previous.indexSpaces.has(index.IndexName)) fillIndex(next, index);
      }
      if (previous !== undefined && previous.timeToLiveAttribute !== next.timeToLiveAttribute) {
        eachItem(next.space, ({ key, item }) => rows.setExpiry(next.space, key, expiryOf(next, item) ?? null));
      }
    });
    tables.set(next.schema.TableName, next);
    return next;
  };

  return {
    find: (name) => {
      const table = tables.get(String(name));
      if (table !== undefined) return table;
      throw new AwsError({
        code: 'ResourceNotFoundException',
        message: `Requested resource not found: Table: ${name} not found`,
      });
    },
    all: () => [...tables.values()],
    ensure: (definition) => {
      const existing = tables.get(definition.schema.TableName);
      if (existing === undefined) return store(withSpaces({ ...definition, id: randomUUID(), createdAt: now() }));
      const schema = extendSchema(existing.schema, definition.schema);
      return store(withSpaces({ ...definition, schema, id: existing.id, createdAt: existing.createdAt }), existing);
    },
    changeSettings: (table, settings) => {
      const { timeToLiveAttribute: _, ...rest } = table;
      return store({ ...rest, ...settings }, table);
    },
  };
};

/** The existing schema with the indexes that are new; whatever else differs cannot be changed in place. */
const extendSchema = (existing: TableSchema, wanted: TableSchema): TableSchema => {
  const refuse = (what: string): never => {
    throw new Error(
      `table ${existing.TableName} already exists with another ${what}; DynamoDB cannot change that in place: ` +
        'undo the change, or delete the local data to start afresh',
    );
  };
  if (JSON.stringify(existing.KeySchema) !== JSON.stringify(wanted.KeySchema)) refuse('key schema');
  const types = new Map(existing.AttributeDefinitions.map((known) => [known.AttributeName, known.AttributeType]));
  for (const { AttributeName, AttributeType } of wanted.AttributeDefinitions) {
    if ((types.get(AttributeName) ?? AttributeType) !== AttributeType) refuse(`type of ${AttributeName}`);
    types.set(AttributeName, AttributeType);
  }
  const indexes = new Map((existing.GlobalSecondaryIndexes ?? []).map((index) => [index.IndexName, index]));
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const known = indexes.get(index.IndexName);
    if (known !== undefined && fingerprint(known) !== fingerprint(index)) refuse(`index ${index.IndexName}`);
    indexes.set(index.IndexName, index);
  }
  return {
    TableName: existing.TableName,
    KeySchema: existing.KeySchema,
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    ...(indexes.size > 0 ? { GlobalSecondaryIndexes: [...indexes.values()] } : {}),
  };
};

const fingerprint = ({ KeySchema, Projection }: IndexSchema): string =>
  JSON.stringify([
    KeySchema.map((key) => [key.AttributeName, key.KeyType]),
    Projection.ProjectionType,
    (Projection.NonKeyAttributes ?? []).toSorted(),
  ]);
