/** The Range header of a GET: `bytes=0-9`, `bytes=10-`, `bytes=-5`. */
import { notImplemented } from '../aws-error.ts';
import { s3Error } from './s3-error.ts';

export interface ByteRange {
  readonly from: number;
  /** Included. */
  readonly to: number;
}

/**
 * @returns undefined when there is no header or HTTP says to ignore it
 * @throws AwsError InvalidRange when nothing of it lies within the object; 501 for several ranges
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export const parseRange = (header: string | undefined, size: number): ByteRange | undefined => {
  if (header?.includes(',')) throw notImplemented('Range with several ranges', 'NotImplemented');
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from <= to) return { from, to };
  throw s3Error('InvalidRange', { RangeRequested: header!, ActualObjectSize: size });
};
