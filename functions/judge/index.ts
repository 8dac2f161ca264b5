/** The judge function as Lambda loads it. */
import { startEarly } from '../../src/lambda/start-early.ts';
import { createHandler } from './handler.ts';
import { wire } from './wiring.ts';

export const handler = startEarly(async () => createHandler(await wire(process.env)));
