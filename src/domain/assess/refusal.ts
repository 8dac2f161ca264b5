/**
 * Refusal: whether the answer declines to do what was asked. It is looked for where refusals stand, in the first
 * sentences; a refusal after which a long answer follows is half of one. A refusal may be right, so no threshold by default.
 */
import { inOurWords } from '../call/redacted.ts';
import { type Assessor, type Judgement, RULE_CONFIDENCE } from './assessor.ts';
import { languageOf } from './language.ts';
import { createLexicon, findPhrases } from './lexicon.ts';
import { rememberLast } from './remember.ts';
import type { Words } from './words.ts';

const HELP =
  'help|assist|provide|share|create|generate|write|answer|discuss|comply|fulfill|fulfil|support|do|give|offer|continue|complete|process|access|browse|make|engage|advise|produce|perform|open|view|diagnose|predict';

type Strength = 'plain' | 'never';

const REFUSALS: readonly (readonly [string, Strength])[] = [
  [`i can't|cannot|won't|couldn't ${HELP}`, 'plain'],
  [`i can|will|do not ${HELP}`, 'plain'],
  [`i'm|am unable to ${HELP}`, 'plain'],
  [`i'm|am not able|allowed|permitted|comfortable|qualified to ${HELP}`, 'plain'],
  ["i'm|am not comfortable|qualified with? helping|providing|writing|giving|sharing|discussing", 'plain'],
  ['i must respectfully? decline|refuse', 'plain'],
  ['i have to respectfully? decline|refuse', 'plain'],
  ['i respectfully? decline', 'plain'],
  ["i'm|am sorry but? i can't|cannot|won't", 'plain'],
  ["sorry but? i can't|cannot|won't", 'plain'],
  ["i apologize|apologise but? i can't|cannot|won't|am", 'plain'],
  ["unfortunately i can't|cannot|won't|am", 'plain'],
  ["as an ai language? model? assistant? i can't|cannot|don't|am|do", 'plain'],
  ['against my programming|guidelines|policy|policies|principles', 'plain'],
  ['violates|violate my|our|the content? usage? guidelines|policy|policies', 'plain'],
  ["i don't have access|permission to", 'plain'],
  ['i do not have access|permission to', 'plain'],
  ["i don't have the ability|capability|means", 'plain'],
  ['i do not have the ability|capability|means', 'plain'],
  ['not something i can|am', 'plain'],
  ["that's beyond my|what", 'plain'],
  ["i'd rather not", 'plain'],
  ["i'm|am not allowed|permitted|authorized|authorised|supposed|able to", 'plain'],
  ["don't|do not feel comfortable", 'plain'],
  ["wouldn't|isn't be? appropriate|right|ethical|responsible for? me? to", 'plain'],
  ['would|is not be? appropriate|right|ethical|responsible for me to', 'plain'],
  ['i have no access|way|means|ability|information|knowledge|data to|of|on|about', 'plain'],
  ["i'm|am going to have to decline|refuse|pass", 'plain'],
  ["i'm|am just|only an? ai|language model|program|assistant", 'plain'],
  ['prevent|prevents|prohibit|prohibits|stop|stops me from', 'plain'],
  ["that's|is something i can't|cannot|won't|am|'m|do", 'plain'],
  ["something i'm|am not able|allowed|permitted|comfortable", 'plain'],
  ["i'm|am afraid i can't|cannot|won't|am|don't", 'plain'],
  ['i will not write|answer|help|do|discuss|provide|share|create|continue', 'plain'],
  // German, French, Spanish, Italian, Portuguese.
  ['ich kann leider? nicht|dir|ihnen', 'plain'],
  ['dabei|damit kann ich leider? nicht|dir|ihnen', 'plain'],
  ['es tut mir leid aber ich', 'plain'],
  ['leider kann|darf ich', 'plain'],
  ['das|dazu|darüber|hierzu|dies kann|darf|möchte ich leider? nicht|keine', 'plain'],
  ['tut mir leid aber? das|dabei|ich', 'plain'],
  ['je ne peux|puis pas|malheureusement|vous|te', 'plain'],
  ['je suis désolé mais', 'plain'],
  ['désolé mais je ne', 'plain'],
  ['lo siento pero no', 'plain'],
  ['no puedo ayudar|ayudarte|ayudarle|proporcionar|responder|hacer|compartir|dar|hablar', 'plain'],
  ['mi dispiace ma non', 'plain'],
  ['non posso aiutarti|aiutarla|fornire', 'plain'],
  ['desculpe mas não', 'plain'],
  ['não posso ajudar|fornecer', 'plain'],
  // Refusing words in a sentence that refuses nothing.
  ["i can't|cannot help but", 'never'],
  ["i can't|cannot do without", 'never'],
  ["i can't|cannot recommend it|this|that|them|him|her highly|enough", 'never'],
  ["i can't|cannot recommend enough", 'never'],
  ["i can't|cannot see a|any|anything reason|problem|issue|wrong", 'never'],
  ["i can't|cannot answer for", 'never'],
];

const LEXICON = createLexicon(REFUSALS);

/** Sentences of an answer in which a refusal is looked for. */
const SENTENCES = 3;
/** Words after the refusal that make the answer an answer all the same. */
const LONG_ANSWER = 90;

const refusalOf: (words: Words) => 'none' | 'partial' | 'full' = rememberLast((words) => readRefusal(words));

const readRefusal = (words: Words): 'none' | 'partial' | 'full' => {
  let count = 0;
  while (count < words.count && words.sentences[count]! < SENTENCES && words.sentences[count]! >= 0) count += 1;
  const hits = findPhrases(LEXICON, words, count);
  const refusing = hits.find(({ tag, from }) => tag === 'plain' && !isQuoted(words, from));
  if (refusing === undefined) return 'none';
  return words.count - refusing.to > LONG_ANSWER ? 'partial' : 'full';
};

/** Whether the words stand between quotation marks: then somebody else says them. */
const isQuoted = ({ text, starts }: Words, at: number): boolean => {
  const before = text.slice(Math.max(0, starts[at]! - 200), starts[at]);
  return (before.match(/["“”]/g)?.length ?? 0) % 2 === 1;
};

/** Whether the answer is a refusal and nothing else. */
export const isRefusal = (words: Words): boolean => refusalOf(words) === 'full';

const REFUSAL_LANGUAGES = new Set(['en', 'de', 'fr', 'es', 'it', 'pt']);

/** Scores 1 for an answer, 0 for a refusal. */
export const refusal: Assessor = {
  dimension: 'refusal',
  judge: (call): Judgement | undefined => {
    const words = call.output.words();
    if (words.count === 0) return undefined;
    const { language } = languageOf(words);
    const confidence = language === 'und' || REFUSAL_LANGUAGES.has(language) ? RULE_CONFIDENCE : 0.3;
    const verdict = refusalOf(words);
    if (verdict === 'full') return { score: 0, confidence, explanation: inOurWords('The answer declines the request') };
    if (verdict === 'partial') {
      return { score: 0.6, confidence: 0.6, explanation: inOurWords('The answer declines a part and goes on') };
    }
    return { score: 1, confidence, explanation: inOurWords('No refusal found') };
  },
};
