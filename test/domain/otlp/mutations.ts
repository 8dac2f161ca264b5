/** Bodies as no client sends them: real ones, damaged. The same seed gives the same damage. */
import { type Capture, captures } from './captures.ts';

/** Numbers from 0 to 1, the same for the same seed. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A capture with a few bytes changed, cut out, doubled, or taken from another. */
export const mutated = (random: () => number): Capture => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (): Capture => captures[below(captures.length)] as Capture;
  const capture = pick();
  let body = Buffer.from(capture.body);
  for (let times = 1 + below(3); times > 0 && body.length > 0; times -= 1) {
    const at = below(body.length);
    const length = 1 + below(Math.min(64, body.length - at));
    // Half of all damage leaves the frame whole, so that it reaches what reads the values.
    const kind = below(12);
    if (kind < 3) body[at] = below(256);
    else if (kind < 6) body[at] = (body[at] as number) ^ (1 << below(8));
    else if (kind < 9)
      body =
        capture.encoding === 'json'
          ? withOddValue(body, at, ODD[below(ODD.length)] as string)
          : body.fill(below(256), at, at + 1);
    else if (kind === 9) body = Buffer.concat([body.subarray(0, at), body.subarray(at + length)]);
    else if (kind === 10) {
      const other = pick().body;
      const from = below(other.length);
      body = Buffer.concat([body.subarray(0, at), other.subarray(from, from + length), body.subarray(at)]);
    } else {
      // The largest length that a varint of five bytes can claim.
      body = Buffer.concat([body.subarray(0, at), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f]), body.subarray(at)]);
    }
  }
  return { ...capture, body };
};

/** Values of every kind where another was expected. */
const ODD = [
  'null',
  '{}',
  '[]',
  '-1',
  '1e999',
  '""',
  '"x"',
  'true',
  '[[]]',
  '{"a":1}',
  '99999999999999999999',
  '[null]',
  '"[{}]"',
  '"{}"',
];

/** The JSON with the scalar after the next colon replaced. */
const withOddValue = (body: Buffer, from: number, odd: string): Buffer<ArrayBuffer> => {
  const text = body.toString('utf8');
  const colon = text.indexOf('":', from);
  const scalar = colon < 0 ? null : /^\s*(?:"(?:[^"\\]|\\.)*"|[-\w.]+)/.exec(text.slice(colon + 2));
  return Buffer.from(
    scalar === null ? text : text.slice(0, colon + 2) + odd + text.slice(colon + 2 + scalar[0].length),
  );
};
