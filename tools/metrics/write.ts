/** Brings docs/metrics.md up to date with the catalogue. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metricsDocument } from './document.ts';

writeFileSync(join(import.meta.dirname, '../../docs/metrics.md'), metricsDocument());
