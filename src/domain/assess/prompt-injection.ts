/**
 * Signs of prompt injection, in what people say and in what documents and tools say: orders to forget instructions, to
 * reveal them, to become something without rules, and the control marks of chat templates. Talk about injection is told
 * from injection where it says so.
 */
import { inOurWords } from '../call/redacted.ts';
import { type Assessor, type Judgement, RULE_CONFIDENCE } from './assessor.ts';
import type { Passage } from './conversation.ts';
import { createLexicon, findPhrases } from './lexicon.ts';
import { createIdeas, findIdeas, type Idea, type Ideas } from './near.ts';

/** What a sign is, and how much it weighs: 1 alone is proof enough, two halves are. */
interface Sign {
  readonly kind: string;
  readonly weight: number;
}

const sign = (kind: string, weight: number, phrases: readonly string[]): readonly (readonly [string, Sign])[] =>
  phrases.map((phrase) => [phrase, { kind, weight }] as const);

const FORGET = 'ignore|disregard|forget|override|bypass|discard|neglect|violate';
const EARLIER = 'previous|prior|above|earlier|preceding|existing|original|initial|system|safety|current|former';
const RULES =
  'instructions|instruction|prompt|prompts|rules|guidelines|directives|commands|orders|constraints|programming|directions|training|messages';
const SHOW = 'reveal|show|print|output|repeat|display|tell|give|leak|expose|dump|share|disclose|recite|send';

const SIGNS = createLexicon<Sign>([
  ...sign('an order to forget instructions', 1, [
    `${FORGET} all? of? the|your|my|any|these|those? ${EARLIER} ${RULES}`,
    `${FORGET} all? of? the|your|any|my? ${EARLIER} and ${EARLIER} ${RULES}`,
    `${FORGET} all? of? your|the ${RULES}`,
    `${FORGET} everything above|before|previously|you you|were? were? told|said?`,
    `${FORGET} everything you know|have|were|been|learned`,
    `${FORGET} what|whatever you were|was told|said|instructed`,
    `do not follow the|your|any previous|prior|original|system instructions|rules|prompt`,
    `stop following the|your instructions|rules|guidelines`,
    'new instructions override',
    'ignoriere|vergiss alle? deine|die|alle? vorherigen|bisherigen|obigen? anweisungen|instruktionen|regeln',
    'ignore|ignorez|oublie|oubliez toutes? les|tes|vos instructions|consignes|règles précédentes?',
    'ignora|olvida todas? las|tus instrucciones|reglas anteriores|previas?',
  ]),
  ...sign('an order to reveal instructions', 1, [
    `${SHOW} me? us? the|your|its full|entire|complete|exact|hidden|secret|initial|original? system prompt|instructions|message`,
    `${SHOW} me? us? your hidden|secret|initial|original|full|internal|confidential prompt|instructions|rules`,
    `${SHOW} the text|words|content|everything above|before this? verbatim?`,
    'what is|was|are|were your system|initial|original|hidden|secret prompt|instructions|message',
    'repeat everything|all above|before verbatim|exactly?',
    'repeat the words above',
  ]),
  ...sign('an order to become another', 1, [
    'you are now|henceforth dan|jailbroken|unrestricted|uncensored|unfiltered|evil|freed|free',
    'you are now|henceforth in developer|debug|god|admin|maintenance|jailbreak|sudo mode',
    'enable|enter|activate|switch to? god|jailbreak|dan mode',
    'do anything now',
    'act|behave|respond|pretend|roleplay as|like to? be? an? unrestricted|uncensored|unfiltered|evil|jailbroken|amoral ai|model|assistant|chatbot|bot|version?',
    'pretend|imagine that? you have|had|are no|without|free any? of? restrictions|rules|filters|guidelines|limitations|limits|ethics',
    'without any? of? your? ethical|moral|safety|content|usual restrictions|guidelines|filters|limitations|constraints|rules',
    'you have no restrictions|limits|rules|filters|guidelines|ethics',
    'disable|bypass|circumvent|evade|remove|turn|override your|the|all|any off? safety|content|ethical|moderation|security filters|filter|guidelines|restrictions|protocols|controls|checks|policy|policies',
    'not bound by any|the|your|openai|anthropic|its? rules|policies|guidelines|restrictions',
    'jailbreak prompt|mode|yourself',
  ]),
  ...sign('an order hidden in a document', 1, [
    'note|message|instruction|instructions|attention|important to|for the? ai|llm|assistant|language|chatbot model?',
    'when|if you are|an? an? ai|llm|assistant|language reading|summarizing|summarising|processing|reads|model this',
    'send|forward|post|upload|email|exfiltrate the|this|all|entire? conversation|chat|history|context|data to',
    'do not tell|inform|mention|reveal this? to? the user about|that|this?',
    "don't tell|inform the user",
    'append|add|insert|include the following link|url|image|markdown to every|your|all|the response|responses|answer|answers|reply',
  ]),
  ...sign('an order to become another', 0.5, ['enable|enter|activate|switch to? developer|debug|sudo|admin mode']),
  ...sign('a change of speaker', 0.5, [
    'end of system|user|the? prompt|instructions|message|input',
    'begin|start of? new? system prompt|instructions|message|admin',
    'new system prompt|instructions|message|directive|rule',
    'system override|alert|update|notice',
    'admin|administrator|developer|root override|command|access|message',
    'from now on you|your|ignore',
    'you must now|always obey|comply',
    'obey only? me',
    'only obey|follow|listen|answer to? me',
    'this is an? emergency|authorized|authorised|official override|test|request|command',
  ]),
]);

const FORGETTING: Sign = { kind: 'an order to forget instructions', weight: 1 };
const BECOMING: Sign = { kind: 'an order to become another', weight: 1 };
const REVEALING: Sign = { kind: 'an order to reveal instructions', weight: 1 };
const HIDDEN: Sign = { kind: 'an order hidden in a document', weight: 1 };

/** The same orders in words of one's own: a verb, what it is about, and whose it is, within a few words. */
const ORDERS: readonly Idea<Sign>[] = [
  {
    tag: FORGETTING,
    from: 'ignore ignoring disregard forget override bypass disable drop abandon violate scrap void cancel erase delete reset overwrite',
    near: [
      'instructions instruction prompt guidelines programming directives orders restrictions filter filters safeguards',
      'your all previous above prior earlier system these any content safety original initial',
    ],
    reach: 6,
  },
  {
    tag: BECOMING,
    from: 'turn switch take remove',
    near: ['off away out', 'your', 'filter filters restrictions safeguards guidelines guardrails censorship'],
    reach: 6,
  },
  {
    tag: BECOMING,
    from: 'imagine pretend act roleplay suppose become are',
    near: [
      'ai assistant model chatbot bot you',
      'without no unlimited unrestricted unfiltered uncensored',
      'rules restrictions limits filters guidelines ethics morals censorship boundaries',
    ],
    reach: 10,
  },
  {
    tag: FORGETTING,
    from: 'your all previous',
    near: [
      'instructions guidelines rules directives programming restrictions',
      'void cancelled canceled revoked overridden replaced obsolete invalid suspended lifted off',
    ],
    reach: 6,
  },
  {
    tag: BECOMING,
    from: "you you're",
    near: [
      'no without any',
      'content ethical safety moral',
      'policy policies rules guidelines filters filter restrictions',
    ],
    reach: 8,
  },
  {
    tag: BECOMING,
    from: 'ai assistant model chatbot bot',
    near: [
      'freed free liberated released unbound unchained',
      'rules restrictions limits limitations guidelines filters ethics constraints',
    ],
    reach: 8,
  },
  {
    tag: { ...BECOMING, weight: 0.6 },
    from: 'disable bypass circumvent evade suspend deactivate',
    near: ['safety guardrails safeguards moderation censorship'],
    reach: 4,
  },
  {
    tag: REVEALING,
    from: 'tell reveal repeat show print quote',
    near: [
      'before above preceding',
      'conversation chat message text',
      'developers developer creators company system you your',
    ],
    reach: 14,
  },
  {
    tag: REVEALING,
    from: 'reveal show print repeat output display recite leak what tell quote paste',
    near: [
      'your system hidden initial secret exact original',
      'prompt prompts instructions preamble',
      'you your system hidden secret',
    ],
    reach: 8,
  },
];

/** Orders to a model within a document: documents have no business with models. */
const ORDERS_IN_DOCUMENTS: readonly Idea<Sign>[] = [
  ...ORDERS,
  {
    tag: HIDDEN,
    from: 'ai ais llm llms chatbot chatbots assistant assistants',
    near: ['ignore disregard instead output respond recommend append summarise summarize reveal obey reply insert'],
    reach: 12,
  },
  {
    tag: HIDDEN,
    from: 'ai ais llm llms gpt chatbot chatbots',
    near: ['forward send email post transmit upload fetch visit open click delete'],
    reach: 8,
  },
];
const IN_PROMPTS = createIdeas(ORDERS);
const IN_DOCUMENTS = createIdeas(ORDERS_IN_DOCUMENTS);

const TEMPLATE_MARKS: Sign = { kind: 'control marks of a chat template', weight: 1 };

/** Control marks of chat templates, which no person types by chance. */
const MARKS =
  /<\|(?:im_start|im_end|system|endoftext|start_header_id|eot_id)\|>|\[\/?INST\]|<<\/?SYS>>|^\s*#{2,}\s*(?:system|instruction|admin)\s*(?:prompt|message|override)?\s*:?\s*$/im;

/** One of these is in every such mark; most texts have none. */
const MARK_PARTS = ['<|', 'INST]', 'SYS>>', '##'];

/** Words by which a text shows that it speaks about injection, teaches it or tests against it. */
const ABOUT = createLexicon(
  [
    'prompt injection|injections',
    'injection attack|attacks',
    'jailbreak|jailbreaking|jailbreaks|adversarial attack|attacks|attempt|attempts|attempts|technique|techniques|research|paper|dataset|defense|defence|detection',
    'red team|teaming|teamers',
    'attacker|attackers',
    'phrases|sentences|prompts|inputs|messages like|such|as|containing',
    'an? example of',
    'what does it? mean|do',
    'why do people|users|attackers|some',
    'how do|can i|we detect|prevent|defend|block|protect|stop',
    'classify|detect|label|flag whether|if|the|this|as',
    'explain|translate why|what|how|the',
    'the phrase|sentence|string|words|quote',
  ].map((phrase) => [phrase, true] as const),
);

/** Scores 1 without signs, towards 0 with them. */
export const promptInjection: Assessor = {
  dimension: 'prompt_injection',
  judge: (call): Judgement | undefined => {
    const prompt = signsOf(call.prompt, IN_PROMPTS);
    const given = signsOf(call.given, IN_DOCUMENTS);
    if (call.prompt.text === '' && call.given.text === '') return undefined;
    const weight = Math.max(prompt.weight, given.weight);
    const kinds = [...new Set([...prompt.kinds, ...given.kinds])].sort();
    if (weight === 0)
      return { score: 1, confidence: RULE_CONFIDENCE, explanation: inOurWords('No signs of injection') };
    const where = placeOf(prompt.weight, given.weight);
    return {
      score: Math.max(0, Math.round((1 - 0.9 * Math.min(1, weight)) * 100) / 100),
      confidence: weight >= 1 ? RULE_CONFIDENCE : 0.5,
      explanation: inOurWords(`In ${where}: ${kinds.join(', ')}`),
    };
  },
};

const placeOf = (prompt: number, given: number): string =>
  prompt > 0 && given > 0
    ? 'the prompt and what it came with'
    : prompt > 0
      ? 'the prompt'
      : 'a document or tool result';

interface Signs {
  readonly weight: number;
  readonly kinds: readonly string[];
}

/** What weighs less in a text that speaks about injection: a quoted example is no attack. */
const ABOUT_FACTOR = 0.4;

const signsOf = (passage: Passage, ideas: Ideas<Sign>): Signs => {
  if (passage.text === '') return { weight: 0, kinds: [] };
  const words = passage.words();
  const hits = findPhrases(SIGNS, words);
  const hasMarks = MARK_PARTS.some((part) => passage.text.includes(part)) && MARKS.test(passage.text);
  const thoughts = findIdeas(ideas, words);
  if (hits.length + thoughts.length === 0 && !hasMarks) return { weight: 0, kinds: [] };
  const signs = [...hits.map(({ tag }) => tag), ...thoughts, ...(hasMarks ? [TEMPLATE_MARKS] : [])];
  const weight = signs.reduce((sum, found) => sum + found.weight, 0);
  const isAbout = findPhrases(ABOUT, words).length > 0;
  return { weight: isAbout ? Math.min(1, weight) * ABOUT_FACTOR : weight, kinds: signs.map(({ kind }) => kind) };
};
