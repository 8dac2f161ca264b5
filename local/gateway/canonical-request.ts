/** The path and query of a request in the one spelling that is signed. */

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** S3 signs the path as it is sent; every other service signs it encoded once more. */
export const canonicalUri = (path: string, service: string): string =>
  service === 's3' ? path : path.split('/').map(encode).join('/');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Query parameters sorted by encoded name and then by value, without the signature itself. Sorting `name=value` as one text
 * would put `a-b` before `a`, because a hyphen comes before the equals sign.
 */
export const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
