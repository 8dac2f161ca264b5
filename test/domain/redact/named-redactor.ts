/** A redactor with the shipped name model, for the tests that need names. */
import { readFileSync } from 'node:fs';
import { readNameModel } from '../../../src/domain/redact/names/model.ts';
import { createRedactor, DEFAULT_POLICY, type RedactionPolicy } from '../../../src/domain/redact/redactor.ts';

/** The shipped model. */
export const NAMES = readNameModel(readFileSync('src/domain/redact/names/names.bin'));

/** A redactor that knows names, under the default policy with some changes. */
export const namedRedactor = (changes: Partial<RedactionPolicy> = {}) =>
  createRedactor({ ...DEFAULT_POLICY, ...changes }, { names: NAMES });
