/** The bodies that real clients sent, off the disk. */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Encoding } from '../../../src/domain/otlp/wire/decode.ts';
import type { Signal } from '../../../src/domain/otlp/wire/model.ts';

export interface Capture {
  /** `folder/001.POST.v1_traces.body.pb` */
  readonly name: string;
  readonly folder: string;
  readonly signal: Signal;
  readonly encoding: Encoding;
  /** Uncompressed. */
  readonly body: Uint8Array;
}

const FOLDER = fileURLToPath(new URL('../../fixtures/captures/', import.meta.url));

/** All OTLP bodies, in the order they were sent. */
export const captures: readonly Capture[] = globSync('*/*_{traces,logs,metrics}.body.*', { cwd: FOLDER })
  .sort()
  .map((name) => {
    const raw = readFileSync(`${FOLDER}${name}`);
    return {
      name,
      folder: name.split('/')[0] as string,
      signal: /_(traces|logs|metrics)\.body/.exec(name)?.[1] as Signal,
      encoding: name.includes('.body.pb') ? 'protobuf' : 'json',
      body: name.endsWith('.gzip') ? gunzipSync(raw) : raw,
    };
  });

/** The bodies of one client's run. */
export const capturesOf = (folder: string): readonly Capture[] =>
  captures.filter((capture) => capture.folder === folder);
