/** Machine data with nobody in it: ids, hashes, times, numbers, as logs, traces and tables have them. */
import { createHash } from 'node:crypto';
import { createRandom } from '../../tools/redaction/random.ts';

/** Card-like numbers would be true finds, so long numbers here fail the Luhn check on purpose. */
const spoilLuhn = (digits: string): string => {
  let sum = 0;
  [...digits].reverse().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0 ? `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}` : digits;
};

/** About `characters` of it, the same for the same seed. */
export const machineData = (characters: number, seed = 7): string => {
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const hex = (length: number): string =>
    createHash('sha512').update(String(random())).digest('hex').repeat(2).slice(0, length);
  const digits = (length: number): string =>
    spoilLuhn(String(1 + below(9)) + Array.from({ length: length - 1 }, () => below(10)).join(''));
  const uuid = (): string => hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const time = (): string => new Date(1.7e12 + below(5e10)).toISOString();
  const lines: readonly (() => string)[] = [
    () => `${time()} INFO request_id=${uuid()} trace=${hex(32)} span=${hex(16)} took ${below(9000)}ms status=200`,
    () =>
      `{"order_id":${digits(16)},"sku":"SKU-${below(99999)}-${hex(4).toUpperCase()}","qty":${below(90)},"total":${below(99999) / 100}}`,
    () => `commit ${hex(40)} build ${below(99999)} version ${below(9)}.${below(20)}.${below(40)}`,
    () => `sha256:${hex(64)} size=${digits(9)} ts=${1_700_000_000 + below(5e7)}`,
    () => `[${Array.from({ length: 8 }, () => (random() * 2 - 1).toFixed(6)).join(', ')}]`,
    () => `${below(99)}.${below(99)}.${below(999)}-beta.${below(9)} offset=${digits(12)} partition=${below(64)}`,
    () => `| ${below(9999)} | ${(random() * 1e6).toFixed(2)} | ${time().slice(0, 10)} | ${hex(8)} |`,
    () => `arn:aws:s3:::bucket-${hex(8)}/logs/${time().slice(0, 10).replaceAll('-', '/')}/${digits(13)}.gz`,
    () => `memory ${below(4096)} MB of 4096 MB, cpu ${below(100)}%, port ${1024 + below(60000)}, pid ${below(32768)}`,
    () => `invoice INV-2024-${digits(6)} ref ${digits(10)} batch ${digits(8)} row ${below(1e6)}`,
    () =>
      `etag "${hex(32)}" content-length: ${digits(7)} x-amz-id-2: ${Buffer.from(hex(48), 'hex').toString('base64')}`,
    () => `epoch_ns=${digits(19)} monotonic=${digits(11)} seq=${digits(8)} checksum=${hex(8)}`,
  ];
  let text = '';
  while (text.length < characters) text += `${lines[below(lines.length)]!()}\n`;
  return text;
};
