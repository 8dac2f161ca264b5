/** Reads which items of a batch a function reported as failed, as strictly as Lambda does. */

/**
 * The ids of the failed items; `all` when the report cannot be read, for which Lambda retries the whole batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const failedItems = (payload: string, messageIds: ReadonlySet<string>): ReadonlySet<string> | 'all' => {
  const returned: unknown = JSON.parse(payload);
  if (returned === null) return new Set();
  if (typeof returned !== 'object') return 'all';
  const failures: unknown = (returned as Readonly<Record<string, unknown>>)['batchItemFailures'];
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return 'all';
  const failed = new Set<string>();
  for (const failure of failures) {
    const id: unknown = (failure as Readonly<Record<string, unknown>> | null)?.['itemIdentifier'];
    if (typeof id !== 'string' || !messageIds.has(id)) return 'all';
    failed.add(id);
  }
  return failed;
};
