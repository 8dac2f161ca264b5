/**
 * Comprehend for the local cloud: DetectPiiEntities in the form and with the limits of the real one. It has no model: it finds what is
 * written like an address of mail, a number of social security or a person's full name, which is enough to see the way of a finding.
 * @see https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectPiiEntities.html
 */
import { AwsError } from '../aws-error.ts';
import { answerJson, type JsonObject, type JsonProtocol, refuseUnknownParameters } from '../json-protocol.ts';
import type { AwsService } from '../service.ts';
import { findEntities } from './find-entities.ts';

/** 100 KB, of UTF-8. */
const MAX_BYTES = 100_000;

/** Languages that the real one takes for personal data. */
const LANGUAGES = ['en', 'es'];

export const createComprehend = (): AwsService => {
  const protocol: JsonProtocol = {
    version: '1.1',
    target: 'Comprehend_20171127',
    namespace: 'com.amazonaws.comprehend',
    operations: { DetectPiiEntities: (input) => ({ output: { Entities: findEntities(checked(input)) } }) },
  };
  return {
    signingName: 'comprehend',
    handle: (request) => answerJson(protocol, request),
    close: async () => {},
  };
};

const checked = (input: JsonObject): string => {
  refuseUnknownParameters('DetectPiiEntities', input, ['Text', 'LanguageCode']);
  const { Text, LanguageCode } = input;
  if (typeof Text !== 'string' || Text === '') throw refusal('InvalidRequestException', 'Text must not be empty');
  if (typeof LanguageCode !== 'string' || !LANGUAGES.includes(LanguageCode)) {
    throw refusal('UnsupportedLanguageException', `the local Comprehend takes ${LANGUAGES.join(' and ')}`);
  }
  if (Buffer.byteLength(Text) > MAX_BYTES) {
    throw refusal(
      'TextSizeLimitExceededException',
      `Input text size exceeds limit. Max length of request text allowed is ${MAX_BYTES} bytes`,
    );
  }
  return Text;
};

const refusal = (code: string, message: string): AwsError => new AwsError({ code, message });
