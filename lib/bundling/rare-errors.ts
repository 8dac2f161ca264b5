/**
 * Leaves errors that we never tell apart by their class out of the schemas of AWS clients: 9 KB with their classes, most of them of
 * operations that we never call. Such an error comes with its name and message all the same, as one of the service's general class.
 */

/** Errors whose class or fields we ask for, by client; what to do about others goes by their names. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'client-dynamodb': ['ConditionalCheckFailedException', 'TransactionCanceledException'],
  'client-s3': ['NoSuchKey'],
  'client-secrets-manager': ['ResourceNotFoundException'],
};

/** @throws Error when nothing is left out, or not all of what is kept is there: then the SDK has changed, and so must this */
export const withoutRareErrors = (source: string, path: string): string => {
  const [, wanted] = Object.entries(KEPT).find(([client]) => path.includes(client)) ?? [];
  if (wanted === undefined) return source;
  const kept = new Set<string>();
  const lean = source.replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (whole, name: string) => {
    if (!wanted.includes(name)) return '';
    kept.add(name);
    return whole;
  });
  const missing = wanted.filter((name) => !kept.has(name));
  if (lean === source || missing.length > 0) throw new Error(`rare-errors: ${path} registers no ${missing}`);
  return lean;
};
