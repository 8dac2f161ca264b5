/** Takes `settled` back from the rows of a trace: the promise that they tell all that is known of its calls. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { CallStore } from '../../pipelines/ports/calls.ts';
import { decodeFacts, encodeFacts } from './codecs/facts.ts';
import { indexedAt, tracePk } from './keys.ts';
import type { Table } from './table.ts';

/** Rewrites the rows that still promise it; rare, as a call is hardly ever reported twice with different times. */
export const createUnsettle =
  (table: Table): CallStore['unsettle'] =>
  async (project, traceId, waiting) => {
    const page = { pk: tracePk(project, traceId), from: 'F', to: 'G', consistent: true };
    for await (const item of table.query(page, waiting)) {
      const at = indexedAt(item);
      const facts = decodeFacts(item['s'], { traceId, at });
      if (!facts.some(({ settled }) => settled)) continue;
      const doubtful = facts.map(({ settled: _, isWrapper: __, ...fact }) => fact);
      // A row that a job has rewritten or erased meanwhile promises nothing any more, and must not come back as it was.
      await table.putOver({ ...item, s: encodeFacts(doubtful, at) }, { s: item['s'] as AttributeValue }, waiting);
    }
  };
