/** Words that begin sentences, greet or label fields, in languages whose sentences the tagger was taught little of: never a name alone. */
import { packedWords } from '../context/packed-words.ts';

/** Hashes of the words. */
export const NO_NAMES = packedWords('NO_NAME');
