/** Writes functions/query/openapi.json, which the query function serves: `npm run openapi` after a change of a schema or route. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
writeFileSync('functions/query/openapi.json', `${JSON.stringify(openApiDocument(version), null, 2)}\n`);
console.log('functions/query/openapi.json is up to date');
