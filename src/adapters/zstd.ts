/**
 * Zstandard with contexts that are kept. Node makes a context for every call and takes its dictionary in anew: of the 23 µs for a
 * row of 1 KB that is all but two, and of the 170 µs for a chat nearly half.
 */
import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib';
import { withUtf8 } from '../domain/call/utf8.ts';

export interface CompressionOptions {
  readonly level: number;
  readonly dictionary?: Uint8Array;
}

/** A text as one frame: byte for byte what `zstdCompressSync` makes of it. */
export type Compress = (text: string) => Uint8Array;

/** Larger texts are compressed in a context of their own: setting it up is little beside the work, and ours stays small. */
const MAX_KEPT_BYTES = 256 * 1024;

/** Makes a compressor, which prepares its context at the first text. */
export const createCompressor = ({ level, dictionary }: CompressionOptions): Compress => {
  const options = {
    params: { [constants.ZSTD_c_compressionLevel]: level },
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  let kept: CompressKept | undefined;
  return (text) =>
    withUtf8(text, (bytes) => {
      kept ??= proven(options);
      return (bytes.length <= MAX_KEPT_BYTES ? kept(bytes) : undefined) ?? zstdCompressSync(bytes, options);
    });
};

type Options = NonNullable<Parameters<typeof zstdCompressSync>[1]>;

/** A frame made in the kept context; undefined where it can't be. */
type CompressKept = (bytes: Uint8Array) => Uint8Array | undefined;

/**
 * What Node has inside of a stream of zlib, and keeps as it is for npm, whose `tar` works with it (the package minizlib): a write
 * that ends a frame leaves the context ready for the next one, with its parameters and dictionary.
 */
interface Inside {
  readonly destroyed: boolean;
  readonly on: (event: 'error', listener: () => void) => unknown;
  readonly _handle?: {
    readonly writeSync?: (
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
  readonly _writeState?: Readonly<Uint32Array>;
}

const keptContext = (options: Options): CompressKept => {
  const stream = createZstdCompress(options) as Inside;
  const { _handle: handle, _writeState: left } = stream;
  let room = Buffer.allocUnsafeSlow(16 * 1024);
  let isSound = true;
  // Nobody else hears of a context that failed, and it is not used again.
  stream.on('error', () => undefined);
  return (bytes) => {
    if (!isSound) return undefined;
    const most = mostBytes(bytes.length);
    if (room.length < most) room = Buffer.allocUnsafeSlow(most);
    handle?.writeSync?.(constants.ZSTD_e_end, bytes, 0, bytes.length, room, 0, room.length);
    const [roomLeft = 0, inputLeft = 1] = left ?? [];
    isSound = !stream.destroyed && inputLeft === 0 && roomLeft > 0;
    return isSound ? Buffer.from(room.subarray(0, room.length - roomLeft)) : undefined;
  };
};

/** Bytes of the longest frame that so many bytes become, and one to see that there was room. @see ZSTD_compressBound() */
const mostBytes = (length: number): number => length + (length >> 8) + 128;

const PROOF = Buffer.from('{"proof":"of a kept context"}');

/**
 * A kept context, once it was seen to make what Node makes, twice. Node does not promise its inside to anybody: should another
 * version have another, everything is compressed as before, at the speed of before.
 */
const proven = (options: Options): CompressKept => {
  try {
    const kept = keptContext(options);
    const expected = zstdCompressSync(PROOF, options);
    if (expected.equals(kept(PROOF) ?? PROOF) && expected.equals(kept(PROOF) ?? PROOF)) return kept;
  } catch {
    // Another inside than the one we know.
  }
  return () => undefined;
};
