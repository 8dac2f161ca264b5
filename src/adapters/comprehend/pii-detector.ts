/** Amazon Comprehend as the detector of the deep pass. */
import { type ComprehendClient, DetectPiiEntitiesCommand } from '@aws-sdk/client-comprehend';
import type { PiiDetector } from '../../pipelines/ports/jobs.ts';
import { calling } from '../aws-errors.ts';

export const createPiiDetector = (client: ComprehendClient): PiiDetector => ({
  detectPii: async (text, language, { signal }) => {
    const command = new DetectPiiEntitiesCommand({ Text: text, LanguageCode: language });
    const { Entities } = await calling('DetectPiiEntities', () =>
      client.send(command, signal ? { abortSignal: signal } : {}),
    );
    return (Entities ?? []).map(({ Type, BeginOffset, EndOffset, Score }) => ({
      type: Type ?? '',
      start: BeginOffset ?? 0,
      end: EndOffset ?? 0,
      score: Score ?? 0,
    }));
  },
});
