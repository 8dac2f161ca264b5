/** Where the documents of a span are, as rows keep it: in the row, or in a frame of a pack. */
import type { RedactedJson } from '../../../domain/call/redacted.ts';
import {
  PAYLOAD_FIELDS,
  type PackFrame,
  type PayloadField,
  type PayloadSlot,
} from '../../../domain/fragment/fragment.ts';

/** What the spans of a row share: documents that stand in it, and frames that they point into. */
export interface Places {
  readonly documents: RedactedJson[];
  readonly frames: PackFrame[];
}

/** The number of a document of the row; or of a packed one its digest and bytes, and unless usual, number in the frame and frame. */
type Described = Readonly<
  Partial<Record<PayloadField, number | readonly [digest: string, bytes: number, span?: number, frame?: number]>>
>;

type Payload = { readonly [field in PayloadField]?: PayloadSlot };

/** The slots as plain values; documents and frames that are new are added to `places`. */
export const describeSlots = (
  payload: Payload,
  { documents, frames, index }: Places & { readonly index: number },
): Described =>
  Object.fromEntries(
    PAYLOAD_FIELDS.flatMap((field): readonly (readonly [PayloadField, Described[PayloadField]])[] => {
      const slot = payload[field];
      if (slot === undefined) return [];
      if ('value' in slot) return [[field, documents.push(slot.value) - 1]];
      const frame = numberOf(frames, slot.pack);
      if (frame > 0) return [[field, [slot.digest, slot.bytes, slot.span, frame]]];
      return [[field, slot.span === index ? [slot.digest, slot.bytes] : [slot.digest, slot.bytes, slot.span]]];
    }),
  );

export const readSlots = (
  described: Described,
  { documents, frames, index }: Places & { readonly index: number },
): Payload =>
  Object.fromEntries(
    Object.entries(described).map(([field, place]): [string, PayloadSlot] => {
      if (typeof place === 'number') return [field, { value: documents[place] as RedactedJson }];
      const [digest, bytes, span = index, frame = 0] = place;
      return [field, { pack: frames[frame] as PackFrame, span, digest, bytes }];
    }),
  );

const numberOf = (frames: PackFrame[], frame: PackFrame): number => {
  const held = frames.findIndex((one) => one === frame || (one.key === frame.key && one.offset === frame.offset));
  return held >= 0 ? held : frames.push(frame) - 1;
};
