/** Amazon Comprehend, as far as we use it, under the names that the AWS SDK has for it. */
import { commandOf, jsonClientOf } from './json-client.ts';

export const ComprehendClient = jsonClientOf({ host: 'comprehend', version: '1.1', target: 'Comprehend_20171127' });
export const DetectPiiEntitiesCommand = commandOf('DetectPiiEntities');
