/** The local Comprehend, spoken to by the real SDK client: its limits, its refusals, and offsets in code points. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ComprehendClient, DetectPiiEntitiesCommand, DetectSentimentCommand } from '@aws-sdk/client-comprehend';
import { createComprehend } from '../../../local/aws/comprehend/comprehend.ts';
import { type ServedService, serve } from '../serve.ts';

let served: ServedService;
let client: ComprehendClient;
before(async () => {
  served = await serve(createComprehend());
  client = new ComprehendClient(served.client);
});
after(() => served.stop());

const detect = (Text: string, LanguageCode: string) =>
  client.send(new DetectPiiEntitiesCommand({ Text, LanguageCode: LanguageCode as 'en' }));

test('DetectPiiEntities finds what looks like a name or an address, with offsets in code points', async () => {
  const { Entities } = await detect('\u{1F600} so says Ada Lovelace to ada@example.com', 'en');

  assert.deepEqual(
    (Entities ?? []).map(({ Type, BeginOffset, EndOffset }) => [Type, BeginOffset, EndOffset]),
    [
      ['NAME', 10, 22],
      ['EMAIL', 26, 41],
    ],
  );
});

test('DetectPiiEntities refuses other languages, empty and oversized texts as the real one does', async () => {
  await assert.rejects(detect('bonjour', 'fr'), { name: 'UnsupportedLanguageException' });
  await assert.rejects(detect('x'.repeat(100_001), 'en'), { name: 'TextSizeLimitExceededException' });
  await assert.rejects(detect('é'.repeat(50_001), 'en'), { name: 'TextSizeLimitExceededException' });
});

test('every other operation is refused by name', async () => {
  await assert.rejects(
    client.send(new DetectSentimentCommand({ Text: 'fine', LanguageCode: 'en' })),
    /DetectSentiment/,
  );
});
