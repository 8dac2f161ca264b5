/** The person tagger's model, a file that lies beside the function's bundle. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NameModel, readNameModel } from '../../domain/redact/names/model.ts';

/** The bundler copies the file and points here at the copy: lib/bundling/assets.ts. */
const MODEL = join(import.meta.dirname, '../../domain/redact/names/names.bin');

/**
 * Reads the model: two megabytes, two milliseconds. To be called while a function starts, and to fail the start when it throws:
 * a function without the model would store people's names.
 *
 * @throws Error when the file is missing or no model
 */
export const readNames = (): NameModel => readNameModel(readFileSync(MODEL));
