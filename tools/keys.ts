/**
 * Creates, lists and revokes API keys. `npm run keys` tells how.
 * Works on a stage deployed to AWS with the shell's credentials, or with --local on the service that npm start runs.
 */
import { parseArgs } from 'node:util';
import { createKeyRegistry } from '../src/adapters/dynamodb/key-store.ts';
import { parseProjectId } from '../src/domain/call/ids.ts';
import { SCOPES, type Scope } from '../src/pipelines/ports/keys.ts';
import { awsTable, localTable, readNote } from './keys/deployment.ts';
import { makeKey, makePair } from './keys/make-key.ts';

const HELP = `Usage:
  npm run keys -- create --project helpdesk --scopes ingest,feedback [--name "web shop"] [--langfuse] [--stage prod | --local]
  npm run keys -- list [--project helpdesk] [--stage prod | --local]
  npm run keys -- revoke KEY_ID [--stage prod | --local]

Scopes: ${SCOPES.join(', ')}. A page in a browser gets a key with feedback only. A revoked key stops within a minute.
--langfuse makes a pair: a secret key with the scopes, and a public one that may send feedback and scores only.
--local works on the service of npm start (data folder .local, or SIGHTGLASS_DATA).`;

const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      scopes: { type: 'string' },
      name: { type: 'string', default: '' },
      stage: { type: 'string', default: 'prod' },
      langfuse: { type: 'boolean', default: false },
      local: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [command, keyId] = positionals;
  if (values.help || command === undefined) {
    console.log(HELP);
    return;
  }
  const project = values.project === undefined ? undefined : parseProjectId(values.project);
  if (values.project !== undefined && project === undefined) {
    throw new Error('--project must be 1 to 64 lower-case letters, digits and hyphens');
  }
  const table = values.local
    ? localTable(readNote(process.env['SIGHTGLASS_DATA'] ?? '.local'))
    : await awsTable(values.stage);
  const registry = createKeyRegistry(table);

  if (command === 'create') {
    if (project === undefined) throw new Error('--project is required: everything belongs to one');
    const request = { project, scopes: scopesOf(values.scopes), name: values.name, now: Date.now() };
    const { secretKey, publicKey } = values.langfuse
      ? makePair(request)
      : { secretKey: makeKey(request), publicKey: undefined };
    for (const made of [secretKey, publicKey]) if (made !== undefined) await registry.put(made.keyHash, made.grant);
    const { key, grant } = secretKey;
    console.log(publicKey === undefined ? key : `LANGFUSE_PUBLIC_KEY=${publicKey.key}\nLANGFUSE_SECRET_KEY=${key}`);
    console.log(`\n${grant.keyId} of project ${project}, scopes ${grant.scopes.join(', ')}.`);
    if (publicKey !== undefined) console.log(`${publicKey.grant.keyId} is its public half, scope feedback.`);
    console.log('Keys are shown this once; only their hashes are kept.');
  } else if (command === 'list') {
    const grants = await registry.list(project);
    if (grants.length === 0) console.log('There are no keys.');
    for (const grant of grants) {
      const state = grant.revokedAt === undefined ? 'active' : `revoked ${new Date(grant.revokedAt).toISOString()}`;
      console.log([grant.keyId, grant.project, grant.scopes.join(','), state, grant.name].join('\t'));
    }
  } else if (command === 'revoke') {
    const grant = (await registry.list()).find((one) => one.keyId === keyId);
    if (grant === undefined) throw new Error('there is no key with that id; npm run keys -- list shows them');
    const { keyHash, ...rest } = grant;
    await registry.put(keyHash, { ...rest, revokedAt: rest.revokedAt ?? Date.now() });
    console.log(`${grant.keyId} is revoked; it stops working within a minute.`);
  } else {
    throw new Error(`there is no command ${command}\n\n${HELP}`);
  }
};

const scopesOf = (text: string | undefined): readonly Scope[] => {
  const named = (text ?? '').split(',').filter((scope) => scope !== '');
  const unknown = named.filter((scope) => !SCOPES.includes(scope as Scope));
  if (named.length === 0 || unknown.length > 0) throw new Error(`--scopes must name some of ${SCOPES.join(', ')}`);
  return named as Scope[];
};

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
