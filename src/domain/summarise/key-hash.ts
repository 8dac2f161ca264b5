/** A fixed, even order of names that nobody chose: the start of their SHA-256. */
import { hash } from 'node:crypto';

/** Hashes run from 0 to this, exclusive: 48 bits, which a double holds exactly and six bytes store. */
export const KEY_HASH_RANGE = 2 ** 48;

/** The first 48 bits of the text's SHA-256. */
export const keyHash = (text: string): number => hash('sha256', text, 'buffer').readUIntBE(0, 6);
