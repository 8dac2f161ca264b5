/** Pages of a list: a token is where the next page begins, and means nothing to whoever passes it back. */
import { AwsError } from '../../aws-error.ts';

const tokenOf = (offset: number): string => Buffer.from(`next:${offset}`).toString('base64url');

/** @throws AwsError InvalidNextToken */
export const offsetOf = (token: string | undefined): number => {
  if (token === undefined) return 0;
  const [, offset] = /^next:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (offset === undefined)
    throw new AwsError({ code: 'InvalidNextToken', message: 'The next token specified is invalid.' });
  return Number(offset);
};

/** The member `NextToken`, there only if something is left. */
export const nextToken = (end: number, total: number): { readonly NextToken?: string } =>
  end < total ? { NextToken: tokenOf(end) } : {};

/** One page, with the token of the next. */
export const pageOf = <T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } => {
  const offset = offsetOf(token);
  return { page: items.slice(offset, offset + size), next: nextToken(offset + size, items.length) };
};
