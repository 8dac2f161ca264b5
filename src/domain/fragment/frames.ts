/** The frames of packs that documents lie in. */
import { PAYLOAD_FIELDS, type PackFrame, type StoredSpan } from './fragment.ts';

/** Frames that the documents of spans lie in, each once. */
export const framesOf = (spans: readonly StoredSpan[]): readonly PackFrame[] => {
  const frames = new Map<string, PackFrame>();
  for (const { payload } of spans) {
    for (const field of PAYLOAD_FIELDS) {
      const slot = payload?.[field];
      if (slot !== undefined && 'pack' in slot) frames.set(frameId(slot.pack), slot.pack);
    }
  }
  return [...frames.values()];
};

/** What tells a frame from every other. */
export const frameId = ({ key, offset }: PackFrame): string => `${key}@${offset}`;

/** Whether documents of these spans lie in one of the frames. */
export const pointsInto = (spans: readonly StoredSpan[], frames: readonly PackFrame[]): boolean => {
  const ids = new Set(frames.map(frameId));
  return framesOf(spans).some((frame) => ids.has(frameId(frame)));
};
