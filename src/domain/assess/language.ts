/** Which language a text is in: by script, and among Latin and Cyrillic ones by their commonest small words. */
import { noScripts, type Scripts } from './characters.ts';
import { createHashTable } from './hash-table.ts';
import { rememberLast } from './remember.ts';
import { hashWord, type Words } from './words.ts';

/** ISO 639-1 codes of the languages told apart; `und` when the text is too short or mixed to say. */
export type Language =
  | 'en'
  | 'de'
  | 'fr'
  | 'es'
  | 'it'
  | 'pt'
  | 'nl'
  | 'sv'
  | 'pl'
  | 'tr'
  | 'id'
  | 'vi'
  | 'ru'
  | 'uk'
  | 'el'
  | 'ar'
  | 'he'
  | 'hi'
  | 'th'
  | 'ko'
  | 'ja'
  | 'zh'
  | 'und';

/**
 * Function words of each language. Words that several share (`de`, `la`, `que`) count for each of them; the rest tells
 * them apart.
 */
const FUNCTION_WORDS: Readonly<Partial<Record<Language, string>>> = {
  en: "the of and to a in is you that it for on with as are this be your from or an by can have not at which will if but they what when how we i all their do has more about was these should use some my me our would there it's don't may",
  de: 'der die das und ist nicht ein eine einer eines einem einen zu den dem mit sich auf für von es sie ich wir auch wie als oder aus werden wird kann sind bei nach an im um aber haben hat ihre ihr sein dass noch nur wenn diese dieser durch über zum zur bitte was wo wann wer meine mein unser unsere dir mir',
  fr: "le la les de des et est un une du que qui dans pour en pas sur avec plus ce cette sont au aux par vous nous il elle je votre vos ou mais être ne se sa son ses leur c'est d'un d'une l'on être avoir peut comme si tout",
  es: 'el la los las de y que en un una es por con para se no su sus del al lo como más pero son este esta está ser puede usted le ha o si muy también entre cuando hay qué sobre todo me mi tu nuestro dónde cuánto cuándo cómo puedo quiero tengo nos eso desde hasta',
  it: 'il la le lo gli i di e che un una è per con non si del della dei delle da in sono come più anche al alla nel nella questo questa essere può ma o se ha suo sua loro tra quando cosa ti mi dove quanto posso perché questi i nostro ho hai abbiamo fino',
  pt: 'o a os as de e que em um uma é para com não se por do da dos das no na nos nas mais como ao ou você seu sua são ser está pode mas também foi isso este esta quando muito pelo pela eu onde quanto posso como meu minha nós até também',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er om ook als maar dan of bij uit naar wordt worden deze dit die je ik u we kan heeft hebben hun door over wat hoe',
  sv: 'och att det i en som är av för på med den till inte om ett han hon de har du kan vi jag från eller var så men ska din vid också när detta',
  pl: 'i w na z do nie się to jest że o jak po co za od przez dla są oraz ale czy może być lub tym tego ten ta te jego już tak ich który która które przy',
  tr: 've bir bu için ile da de çok daha olarak olan ne gibi var en o mi mı değil ama veya her kadar sonra ben sen biz siz şu ise',
  id: 'yang dan di ini itu dengan untuk tidak dari dalam pada adalah akan anda saya ke atau juga bisa ada oleh dapat kami kita sebagai lebih',
  vi: 'và của là có không được trong cho một các những với người này đó để khi từ ra như đã bạn tôi hoặc về sẽ nhiều',
  ru: 'и в не на что я с он как это по но они к у за вы мы так же от для или его её их был быть если есть при до из о все может также этот когда',
  uk: 'і в не на що я з він як це по але вони до у за ви ми так від для або його її їх був бути якщо є при із про всі може також цей коли та й',
};

const LANGUAGES = Object.keys(FUNCTION_WORDS) as readonly Language[];

/** For each word, the set of languages that have it, a bit each; fourteen languages share some two hundred such sets. */
const LANGUAGE_SETS: ReadonlyMap<number, number> = (() => {
  const sets = new Map<number, number>();
  Object.values(FUNCTION_WORDS).forEach((list, language) => {
    for (const word of list.split(' ')) sets.set(hashWord(word), (sets.get(hashWord(word)) ?? 0) | (1 << language));
  });
  return sets;
})();
/** The different sets, that of other words first, and for each the languages in it. A word's number in the table is that of its set. */
const SETS = [0, ...new Set(LANGUAGE_SETS.values())];
const MEMBERS = SETS.map((set) => LANGUAGES.map((_, at) => at).filter((at) => (set & (1 << at)) !== 0));
const TABLE = createHashTable([...LANGUAGE_SETS].map(([hash, set]) => [hash, SETS.indexOf(set)]));

/** Whether a word is one of the small ones of any language known here. */
export const isFunctionWord = (hash: number): boolean => TABLE.get(hash) !== 0;

const SCRIPTS = Object.keys(noScripts()) as readonly (keyof Scripts)[];

/** Scripts that settle the language; Latin and Cyrillic need words. */
const BY_SCRIPT: readonly (readonly [keyof Scripts, Language])[] = [
  ['greek', 'el'],
  ['arabic', 'ar'],
  ['hebrew', 'he'],
  ['devanagari', 'hi'],
  ['thai', 'th'],
  ['hangul', 'ko'],
];

/** A guess, with how sure it is. */
export interface LanguageGuess {
  readonly language: Language;
  /** Share of the evidence that speaks for it, 0 to 1. */
  readonly confidence: number;
}

const UNKNOWN: LanguageGuess = { language: 'und', confidence: 0 };

/** Part of a word's vote that every language with the word gets in full. */
const SHARED_VOTE = 0.3;
/** How far ahead of the next the winner must be. */
const LEAD = 1.2;

/** Fewest function words that say anything. */
const MIN_EVIDENCE = 3;
/** Words looked at: the language of a text shows within its first two hundred. */
const MAX_WORDS = 200;

/** The language of a text. */
export const languageOf: (words: Words) => LanguageGuess = rememberLast((words) => guessLanguage(words));

/** Whether the text is, as far as can be told, English. */
export const isEnglish = (words: Words): boolean => languageOf(words).language === 'en';

const guessLanguage = (words: Words): LanguageGuess => {
  const { scripts } = words;
  let total = 0;
  for (const script of SCRIPTS) total += scripts[script];
  if (total === 0) return byFunctionWords(words);
  total += asciiLetters(words);
  // A Japanese text is mostly Han with kana between; one with no kana at all is Chinese.
  if (scripts.kana > 0 && scripts.kana + scripts.han > total * 0.3) return { language: 'ja', confidence: 0.9 };
  if (scripts.han > total * 0.3) return { language: 'zh', confidence: 0.9 };
  for (const [script, language] of BY_SCRIPT) {
    if (scripts[script] > total * 0.5) return { language, confidence: 0.9 };
  }
  return byFunctionWords(words);
};

/** Characters of the words that begin with an ASCII letter: these are of such letters throughout, as a rule. */
const asciiLetters = ({ count, codes, starts, ends }: Words): number => {
  let letters = 0;
  for (let at = 0; at < count; at += 1) {
    const first = codes[starts[at]!]!;
    if (first > 64 && first < 0x80) letters += ends[at]! - starts[at]!;
  }
  return letters;
};

/** Words found, by the set of languages they belong to, and the votes of languages; counted anew for each text. */
const bySet = new Uint16Array(SETS.length);
const votes = new Float64Array(LANGUAGES.length);

const byFunctionWords = (words: Words): LanguageGuess => {
  bySet.fill(0);
  let seen = 0;
  for (let at = 0; at < words.count && seen < MAX_WORDS; at += 1) {
    if (words.sentences[at]! < 0) continue;
    seen += 1;
    bySet[TABLE.get(words.hashes[at]!)]! += 1;
  }
  const hits = seen - bySet[0]!;
  if (hits < MIN_EVIDENCE) return UNKNOWN;
  countVotes();
  let best = 0;
  let second = -1;
  for (let at = 1; at < votes.length; at += 1) {
    if (votes[at]! > votes[best]!) {
      second = best;
      best = at;
    } else if (second < 0 || votes[at]! > votes[second]!) second = at;
  }
  // The winner must be clearly ahead, and function words must be a plausible part of all words (a tenth at least).
  if (votes[best]! < votes[second]! * LEAD || hits < seen * 0.1) return UNKNOWN;
  return { language: LANGUAGES[best]!, confidence: Math.min(0.95, (votes[best]! / hits) * Math.min(1, hits / 8)) };
};

/**
 * Counts the votes for each language. A word that only one has tells most, but a language that has all the words, shared ones too, is
 * likelier than its neighbour that has half of them: hence a part of a vote for each word and a part that is divided.
 */
const countVotes = (): void => {
  votes.fill(0);
  for (let set = 1; set < bySet.length; set += 1) {
    const count = bySet[set]!;
    if (count === 0) continue;
    const members = MEMBERS[set]!;
    const each = count * (SHARED_VOTE + (1 - SHARED_VOTE) / members.length);
    for (const at of members) votes[at]! += each;
  }
};
