/** Announces on an SNS topic. */
import { type CallerEnvironment, createSignedFetch } from '../signed-fetch.ts';

/** Publishes a message; the subject is what mail shows. */
export type Announce = (announcement: { readonly subject: string; readonly message: string }) => Promise<void>;

/** SNS refuses longer subjects, and any that is not plain ASCII. */
const MAX_SUBJECT = 100;
const TIMEOUT_MS = 5_000;

/** Publishes to one topic, or throws with the status and never the text. */
export const createAnnounce = (environment: CallerEnvironment, topicArn: string, clock: () => number): Announce => {
  const call = createSignedFetch(environment, { host: 'sns', signingName: 'sns' }, clock);
  return async ({ subject, message }) => {
    const body = new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topicArn,
      Subject: subject.replace(/[^\x20-\x7e]/g, '-').slice(0, MAX_SUBJECT),
      Message: message,
    });
    const answer = await call({
      path: '/',
      contentType: 'application/x-www-form-urlencoded',
      body: body.toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`SNS answered ${answer.status} to Publish`);
  };
};
