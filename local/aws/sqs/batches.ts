/** What all batch operations of SQS share: up to ten entries, each answered by its own id. */
import { AwsError } from '../aws-error.ts';
import type { JsonObject } from '../json-protocol.ts';
import { sqsError } from './sqs-error.ts';

const MAX_ENTRIES = 10;

/** @throws AwsError when there are none, too many, or two of the same id */
export const readEntries = (input: JsonObject): readonly JsonObject[] => {
  const entries = (input['Entries'] ?? []) as readonly JsonObject[];
  if (entries.length === 0) throw sqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MAX_ENTRIES) {
    throw sqsError('TooManyEntriesInBatchRequest', `Maximum number of entries per request are ${MAX_ENTRIES}.`);
  }
  const ids = entries.map((entry) => String(entry['Id']));
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw sqsError('InvalidBatchEntryId', 'A batch entry id has 1 to 80 of a-z, A-Z, 0-9, _ and -.');
  }
  if (new Set(ids).size < ids.length) {
    throw sqsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  return entries;
};

/** Does `work` for each entry; one that fails does not keep the others from succeeding. */
export const answerEntries = (
  entries: readonly JsonObject[],
  work: (entry: JsonObject) => JsonObject,
): { readonly Successful: readonly JsonObject[]; readonly Failed: readonly JsonObject[] } => {
  const Successful: JsonObject[] = [];
  const Failed: JsonObject[] = [];
  for (const entry of entries) {
    const Id = entry['Id'];
    try {
      Successful.push({ Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
};
