/** Reads protobuf's wire format off a buffer, within bounds: whatever the bytes, it returns or throws `undecodable-body`. */
import { AppError } from '../../../call/problem.ts';
import { cachedText } from './key-cache.ts';

/**
 * Takes a field by its tag, which is `number << 3 | wire type`. Returns false for one that it does not know, or that comes in
 * a form it does not expect; the reader then skips it, as protobuf says.
 */
export type OnField = (tag: number) => boolean;

/** Wire types. Groups (3, 4) are not in OTLP. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
const FIXED32 = 5;

/** Short strings are mostly keys in ASCII, for which a loop beats the call into the decoder. */
const SHORT_STRING = 24;

/** @see https://protobuf.dev/programming-guides/encoding/ */
export class Reader {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  #at = 0;
  #end: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.byteLength;
  }

  /** Reads all fields to the end of the buffer. */
  all(onField: OnField): void {
    while (this.#at < this.#end) this.#field(onField);
  }

  /**
   * Reads a message that stands here with its length in front. Its fields cannot reach beyond it, and however it is left, also
   * by an error of its handler, the reader stands at its end: one bad item never sinks its neighbours.
   */
  message(onField: OnField): void {
    const outer = this.#end;
    const end = this.#boundary();
    this.#end = end;
    try {
      while (this.#at < end) this.#field(onField);
    } finally {
      this.#at = end;
      this.#end = outer;
    }
  }

  /**
   * Goes into a message without a handler, for the two that are read by the thousand; `leave` with what it gave comes out again.
   * An error in between is caught by the `message` around it.
   */
  enter(): number {
    const outer = this.#end;
    this.#end = this.#boundary();
    return outer;
  }

  /** Whether the message that was entered has another field. */
  hasMore(): boolean {
    return this.#at < this.#end;
  }

  /** The tag of the next field. */
  tag(): number {
    const tag = this.uint32();
    if (tag < 8) throw malformed('field number 0');
    return tag;
  }

  /** Goes over the field whose tag was read. */
  skip(tag: number): void {
    this.#skip(tag & 7);
  }

  leave(outer: number): void {
    this.#end = outer;
  }

  /** An unsigned integer; bits beyond 32 are dropped, as protobuf says for 32-bit fields. */
  uint32(): number {
    const bytes = this.#bytes;
    let byte = this.#byte(bytes);
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; ; shift += 7) {
      if (shift > 63) throw malformed('a number longer than ten bytes');
      byte = this.#byte(bytes);
      if (shift < 32) value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  /** A boolean, whatever the length of its number. */
  bool(): boolean {
    const bytes = this.#bytes;
    let any = 0;
    for (let count = 0; count < 10; count += 1) {
      const byte = this.#byte(bytes);
      any |= byte & 0x7f;
      if (byte < 0x80) return any !== 0;
    }
    throw malformed('a number longer than ten bytes');
  }

  /** A signed 64-bit integer: a number where that is exact, its decimal text where not. */
  int64(): number | string {
    const bytes = this.#bytes;
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      if (shift > 63) throw malformed('a number longer than ten bytes');
      const byte = this.#byte(bytes);
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) return signed(low >>> 0, high | 0);
    }
  }

  /** A signed 64-bit integer of fixed length, as `int64` gives it. */
  sfixed64(): number | string {
    const at = this.#advance(8);
    return signed(this.#view.getUint32(at, true), this.#view.getInt32(at + 4, true));
  }

  /** An unsigned 64-bit integer of fixed length, exact. */
  fixed64(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true);
  }

  double(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  /** Text; bytes that are no UTF-8 become U+FFFD. */
  string(): string {
    const end = this.#boundary();
    const start = this.#at;
    this.#at = end;
    return end - start < SHORT_STRING ? short(this.#bytes, start, end) : this.#bytes.toString('utf8', start, end);
  }

  /** Text of which the same few are read over and over. */
  name(): string {
    const end = this.#boundary();
    const start = this.#at;
    this.#at = end;
    return cachedText(this.#bytes, start, end);
  }

  /** Bytes in hex. */
  hex(): string {
    const end = this.#boundary();
    const start = this.#at;
    this.#at = end;
    return this.#bytes.toString('hex', start, end);
  }

  /** Bytes in base64. */
  base64(): string {
    const end = this.#boundary();
    const start = this.#at;
    this.#at = end;
    return this.#bytes.toString('base64', start, end);
  }

  #field(onField: OnField): void {
    const tag = this.tag();
    if (!onField(tag)) this.#skip(tag & 7);
  }

  #skip(wireType: number): void {
    if (wireType === VARINT) this.bool();
    else if (wireType === FIXED64) this.#advance(8);
    else if (wireType === BYTES) this.#at = this.#boundary();
    else if (wireType === FIXED32) this.#advance(4);
    else throw malformed(`wire type ${wireType}`);
  }

  #byte(bytes: Buffer): number {
    if (this.#at >= this.#end) throw malformed('a field cut short');
    return bytes[this.#at++] as number;
  }

  #advance(length: number): number {
    const at = this.#at;
    if (at + length > this.#end) throw malformed('a field cut short');
    this.#at = at + length;
    return at;
  }

  /** Reads a length and gives where what it measures ends. */
  #boundary(): number {
    const length = this.uint32();
    const end = this.#at + length;
    if (end > this.#end) throw malformed('a length beyond the end');
    return end;
  }
}

const malformed = (what: string): AppError =>
  new AppError('undecodable-body', `The body is not a protobuf message of this signal: it holds ${what}.`);

const signed = (low: number, high: number): number | string => {
  const value = high * 4294967296 + low;
  return Number.isSafeInteger(value) ? value : ((BigInt(high) << 32n) | BigInt(low)).toString();
};

const short = (bytes: Buffer, start: number, end: number): string => {
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte > 0x7f) return bytes.toString('utf8', start, end);
    text += String.fromCharCode(byte);
  }
  return text;
};
