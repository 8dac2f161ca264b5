/**
 * Zstandard with contexts that are kept. Node makes a context for every call and takes its dictionary in anew: of the 23 µs to write a
 * row of 1 KB and the 16 to read it that is all but two, and of the 170 µs to write a chat nearly half.
 */
import { constants, createZstdCompress, createZstdDecompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { withUtf8 } from '../domain/call/utf8.ts';

export interface CompressionOptions {
  readonly level: number;
  readonly dictionary?: Uint8Array;
  /** Whether frames name their dictionary, in four bytes; true when absent. */
  readonly namesDictionary?: boolean;
}

/** A text, or its UTF-8, as one frame: byte for byte what `zstdCompressSync` makes of it. */
export type Compress = (text: string | Uint8Array) => Uint8Array;

/** Makes a compressor, which prepares its context at the first text. */
export const createCompressor = ({ level, dictionary, namesDictionary = true }: CompressionOptions): Compress => {
  const options = {
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_dictIDFlag]: Number(namesDictionary) },
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  const kept = createKept(
    () => createZstdCompress(options),
    () => [PROOF, zstdCompressSync(PROOF, options)],
  );
  const frameOf = (bytes: Uint8Array): Uint8Array => {
    const frame = kept(bytes, mostBytes(bytes.length));
    return frame === undefined ? zstdCompressSync(bytes, options) : Buffer.from(frame);
  };
  return (text) => (typeof text === 'string' ? withUtf8(text, frameOf) : frameOf(text));
};

/** The text of a frame. @throws Error when it is no whole frame */
export type Decompress = (frame: Uint8Array) => string;

/** Makes the reverse of a compressor with this dictionary. */
export const createDecompressor = (dictionary: Uint8Array): Decompress => {
  const options = { dictionary };
  const kept = createKept(
    () => createZstdDecompress(options),
    () => [zstdCompressSync(PROOF, options), PROOF],
  );
  // Of no bytes a context that has ended a frame makes no bytes, and no error.
  return (frame) =>
    ((frame.length > 0 ? kept(frame, MAX_KEPT_BYTES) : undefined) ?? zstdDecompressSync(frame, options)).toString();
};

/** Larger texts get a context of their own: setting it up is little beside the work, and ours stays small. */
const MAX_KEPT_BYTES = 512 * 1024;

/** Bytes of the longest frame that so many bytes become, and more to see that there was room. @see ZSTD_compressBound() */
const mostBytes = (length: number): number => length + (length >> 8) + 128;

const PROOF = Buffer.from('{"proof":"of a kept context"}');

/** What a kept context makes of bytes, which is overwritten by the next; undefined where it can't, or there was no room. */
type Kept = (bytes: Uint8Array, room: number) => Buffer | undefined;

/**
 * A context that is made at its first use, and made again after bytes that it could do nothing with. It is used once it was seen to
 * make of what the proof gives what it expects, twice: Node does not promise its inside to anybody, and should another version have another,
 * all is done as before, at the speed of before.
 */
const createKept = (make: () => unknown, proof: Proof): Kept => {
  let context: Kept | undefined;
  return (bytes, room) => {
    if (room > mostBytes(MAX_KEPT_BYTES)) return undefined;
    context ??= proven(make, proof);
    const made = context(bytes, room);
    if (made === undefined && context !== unusable) context = undefined;
    return made;
  };
};

type Proof = () => readonly [given: Uint8Array, expected: Uint8Array];

const proven = (make: () => unknown, proof: Proof): Kept => {
  try {
    const context = contextOf(make() as Inside);
    const [given, expected] = proof();
    const isTrue = (): boolean => context(given, MAX_KEPT_BYTES)?.equals(expected) === true;
    if (isTrue() && isTrue()) return context;
  } catch {
    // Another inside than the one we know.
  }
  return unusable;
};

const unusable: Kept = () => undefined;

/**
 * What Node has inside of a stream of zlib, and keeps as it is for npm, whose `tar` works with it (the package minizlib): a write
 * that ends a frame leaves the context ready for the next one, with its parameters and dictionary.
 */
interface Inside {
  readonly destroyed: boolean;
  readonly on: (event: 'error', listener: () => void) => unknown;
  readonly _handle: {
    readonly writeSync: (
      flush: number,
      from: Uint8Array,
      fromAt: number,
      fromLength: number,
      to: Uint8Array,
      toAt: number,
      toLength: number,
    ) => void;
  };
  /** After a write: what is left of the room, and of the input. */
  readonly _writeState: Readonly<Uint32Array>;
}

const contextOf = (stream: Inside): Kept => {
  const { _handle: handle, _writeState: left } = stream;
  let room = Buffer.allocUnsafeSlow(16 * 1024);
  // Whoever asked is told by the result.
  stream.on('error', () => undefined);
  return (bytes, most) => {
    if (room.length < most) room = Buffer.allocUnsafeSlow(most);
    handle.writeSync(constants.ZSTD_e_end, bytes, 0, bytes.length, room, 0, room.length);
    const [roomLeft = 0, inputLeft = 1] = left;
    return stream.destroyed || inputLeft > 0 || roomLeft === 0 ? undefined : room.subarray(0, room.length - roomLeft);
  };
};
