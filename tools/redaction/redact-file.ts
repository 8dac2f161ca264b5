/**
 * Shows what redaction makes of a file under a policy: `npm run redact -- FILE [POLICY.json]`. A JSON file is read as
 * JSON, anything else as text. The redacted text goes to standard output, what was found to standard error.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Json } from '../../src/domain/call/json.ts';
import { readNameModel } from '../../src/domain/redact/names/model.ts';
import { parsePolicy } from '../../src/domain/redact/policy/parse.ts';
import { compilePattern } from '../../src/domain/redact/policy/re2.ts';
import { createRedactor, DEFAULT_POLICY } from '../../src/domain/redact/redactor.ts';

const MODEL = new URL('../../src/domain/redact/names/names.bin', import.meta.url);

const [file, policyFile] = process.argv.slice(2);
const stop: (why: string) => never = (why) => {
  console.error(why);
  process.exit(1);
};
if (file === undefined) stop('Usage: npm run redact -- FILE [POLICY.json]');

const readJsonOrText = (path: string): Json => {
  if (!existsSync(path)) stop(`there is no file ${path}`);
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

const parsed =
  policyFile === undefined
    ? { ok: true as const, policy: DEFAULT_POLICY }
    : parsePolicy(readJsonOrText(policyFile), compilePattern);
if (!parsed.ok) {
  for (const { path, message } of parsed.errors) console.error(`${path === '' ? 'policy' : path}: ${message}`);
  process.exit(1);
}

const redactor = createRedactor(parsed.policy, { names: readNameModel(readFileSync(MODEL)), compilePattern });
const { value, findings, failed } = redactor.redact(readJsonOrText(file));
console.log(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
for (const { type, path = 'text', start, end, confidence } of findings) {
  console.error(`${type} at ${path} ${start}–${end}, confidence ${confidence.toFixed(2)}`);
}
if (failed) console.error('a part could not be redacted and was withheld');
