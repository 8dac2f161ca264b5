/** The ingest function as Lambda loads it. */
import { writeLine } from '../../src/adapters/system/output.ts';
import { createLog } from '../../src/lambda/log.ts';
import { startEarly } from '../../src/lambda/start-early.ts';
import { unready } from '../../src/lambda/unready.ts';
import { createHandler, problemOf } from './handler.ts';
import { wire } from './wiring.ts';

const log = createLog(writeLine, Date.now);

export const handler = startEarly(async () => createHandler(await wire(process.env)), unready(log, problemOf));
