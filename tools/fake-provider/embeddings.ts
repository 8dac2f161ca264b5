/** Answers as POST /v1/embeddings gives them: short vectors made from the texts, always alike. */
import { createHash } from 'node:crypto';
import type { Told } from './chat.ts';

/** Numbers in a vector. Real ones have a thousand and more; what sends vectors along as telemetry is to send few. */
const DIMENSIONS = 8;

export const embeddings = ({ ask, reply }: Told, encoding: unknown): object => {
  const input = reply.tokens?.input ?? ask.messages.reduce((sum, { text }) => sum + Math.ceil(text.length / 4), 0);
  return {
    object: 'list',
    model: ask.model,
    data: ask.messages.map(({ text }, index) => {
      const vector = vectorOf(text);
      return {
        object: 'embedding',
        index,
        embedding: encoding === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector],
      };
    }),
    usage: { prompt_tokens: input, total_tokens: input },
  };
};

const vectorOf = (text: string): Float32Array =>
  Float32Array.from(createHash('sha256').update(text).digest().subarray(0, DIMENSIONS), (byte) => byte / 128 - 1);
