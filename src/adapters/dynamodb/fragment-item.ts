/** A fragment as a row of the table, and back. */
import type { ProjectId, TraceId } from '../../domain/call/ids.ts';
import type { EpochMs } from '../../domain/call/units.ts';
import { timeEntryOf } from '../../domain/fragment/find.ts';
import type { Fragment, StoredSpan } from '../../domain/fragment/fragment.ts';
import { encodeFacts } from './facts-codec.ts';
import { dayOf, fragmentSk, otherG1pk, shardOf, timeG1pk, timeG1sk, tracePk } from './keys.ts';
import { packText, type TextKind, unpackText } from './packed-text.ts';
import { type Item, ttl } from './table.ts';

/** Version of the body's format; a reader refuses one that it does not know rather than guess. */
const VERSION = 1;

/** The spans of a fragment, compressed. */
export const encodeBody = (spans: readonly StoredSpan[], kind: TextKind): Uint8Array =>
  packText(JSON.stringify(spans), kind);

/** The row of a fragment whose body is encoded already. */
export const toItem = (project: ProjectId, fragment: Fragment, body: Uint8Array, expiresAt: EpochMs): Item => {
  const entry = timeEntryOf(fragment);
  const latest = Math.max(...fragment.spans.map(({ start }) => start));
  return {
    pk: { S: tracePk(project, fragment.traceId) },
    sk: { S: fragmentSk(fragment.key) },
    v: { N: String(VERSION) },
    r: { N: String(fragment.receivedAt) },
    b: { B: body },
    ttl: ttl(expiresAt),
    ...(entry === undefined
      ? {
          g1pk: { S: otherG1pk(project, dayOf(latest), shardOf(fragment.traceId)) },
          g1sk: { S: timeG1sk(latest, fragment.traceId, fragment.key) },
        }
      : {
          g1pk: { S: timeG1pk(project, dayOf(entry.at), shardOf(fragment.traceId)) },
          g1sk: { S: timeG1sk(entry.at, fragment.traceId, fragment.key) },
          s: encodeFacts(entry.facts),
        }),
  };
};

/** The fragment of a row. */
export const fromItem = (traceId: TraceId, item: Item): Fragment => {
  const version = Number(item['v']?.N);
  if (version !== VERSION) {
    throw new Error(
      `a fragment has format ${version}, this version reads ${VERSION}; deploy the version that wrote it`,
    );
  }
  return {
    traceId,
    key: (item['sk']?.S ?? '').slice(2),
    receivedAt: Number(item['r']?.N),
    spans: JSON.parse(unpackText(item['b']?.B as Uint8Array)) as readonly StoredSpan[],
  };
};
