/**
 * What the safety assessor looks for, by category. Plain keywords weigh little, as they mostly stand in harmless text;
 * phrases that threaten, demean or instruct weigh enough to fail a call alone. In English: other languages get less
 * confidence, not more words.
 */
import { wordTable } from './words.ts';

/** What a phrase counts for. Each `key` counts once a text, however often it stands there. */
export interface SafetyTag {
  readonly category: SafetyCategory | 'benign';
  readonly key: string;
  /** Taken off a score of 1. */
  readonly weight: number;
}

export type SafetyCategory =
  | 'violence'
  | 'harm'
  | 'illegal'
  | 'dangerous'
  | 'self-harm'
  | 'weapons'
  | 'drugs'
  | 'crime'
  | 'malware'
  | 'hate'
  | 'harassment'
  | 'sexual'
  | 'minors'
  | 'extremism';

/** One keyword fails the default threshold of 0.95, four leave nothing. */
const KEYWORD = 0.3;
/** A threat, an insult or an instruction. */
const SEVERE = 0.6;
const INTOLERABLE = 1;

const KEYWORDS: Readonly<Partial<Record<SafetyCategory, string>>> = {
  violence: 'violence',
  harm: 'harm|harms|harmed|harming|harmful|harmfully',
  illegal: 'illegal|illegally',
  dangerous: 'dangerous|dangerously',
};

const PERSON = 'you|him|her|them|someone|somebody|people|everyone|anyone';
const GROUP =
  'jews|muslims|christians|blacks|whites|asians|mexicans|immigrants|refugees|foreigners|women|men|gays|lesbians|gypsies|arabs|africans|indians|disabled';
const DEMEANING =
  'subhuman|vermin|inferior|parasites|cockroaches|filth|animals|savages|scum|disgusting|trash|degenerates';

const SEVERE_PHRASES: Readonly<Partial<Record<SafetyCategory, readonly string[]>>> = {
  violence: [
    'put|slip|pour|drop|mix antifreeze|poison|bleach|arsenic|cyanide|drugs|pills in|into his|her|their|someone drink|food|coffee|tea|glass',
    'poison his|her|their|someone drink|food|coffee|tea|dog',
    `kill|murder|stab|strangle|shoot|behead|torture ${PERSON}`,
    `kill|murder|stab|strangle|shoot|poison your|his|her|their wife|husband|boss|family|neighbor|neighbour|parents|children|partner|coworker`,
    `slit|cut your|his|her|their throat`,
    `beat ${PERSON} up|unconscious|senseless`,
    `beat ${PERSON} to death`,
    `i'll|will|gonna hurt|kill|find|destroy you|him|her|them`,
    `burn them|him|her|you alive`,
    'deserve|deserves to die',
    'break his|her|your|their legs|bones|neck|jaw',
  ],
  'self-harm': [
    'kill|hang|cut|starve|hurt yourself',
    'end your own? life',
    'slit your wrists',
    'take your own life',
    'better off dead',
    'overdose on',
    'painless way|ways|method|methods to die',
    'you should just? die',
  ],
  weapons: [
    'pipe bomb|bombs',
    'build|make|assemble|construct|detonate a|the|your? bomb|explosive|explosives|detonator',
    'homemade|improvised explosive|explosives|bomb',
    'pressure cooker bomb',
    'molotov cocktail|cocktails',
    'nerve agent|gas',
    'make|produce|extract|synthesize|synthesise|culture ricin|sarin|anthrax|vx',
    'untraceable gun|firearm|rifle|weapon',
    'ghost gun|guns',
    'convert it|them|the to fully? automatic',
  ],
  drugs: [
    'cook|synthesize|synthesise|make|manufacture|extract the? meth|methamphetamine|crack|heroin|fentanyl|mdma|lsd|dmt',
    'buy|sell|order cocaine|heroin|meth|fentanyl|mdma',
  ],
  crime: [
    'rob|burgle the|a|their|his|her bank|store|shop|house|jeweller|jeweler',
    'grab|steal|take the jewels|cash|loot|valuables',
    'break into the|a|their|his|her house|car|shop|store|office|building',
    'launder the|your|dirty? money|cash|proceeds',
    'hotwire the|a|any? car',
    'counterfeit money|bills|notes|currency',
    'stolen credit? card|cards|identities',
    'make|buy|get|print a? fake id|passport|passports|ids',
    'evade|avoid|dodge the? police|detection|capture',
    'forge the|a|their|his|her? signature|prescription|signatures',
    'steal his|her|their|someone|a|the identity|car|wallet|package|packages|password|passwords',
    'shoplift|shoplifting without',
    'blackmail him|her|them',
    'hide|dispose of? the|a? body',
  ],
  malware: [
    'deploy|install|spread|run|write|release the|a|this|your? ransomware|keylogger|trojan|rootkit|worm|spyware|malware|botnet',
    'encrypts|encrypt the|all|their? victim|victims files|drive|drives',
    'disable the|their|windows? antivirus|defender',
    'send the|your? phishing email|emails|message|link',
    'steal session? cookies|credentials|passwords|tokens',
    'bypass their|the? paywall|drm|firewall',
    'exfiltrate the|their|all? data|passwords|credentials|database',
  ],
  hate: [
    'people|they are all? lazy|dirty|filthy|stupid|nothing|just? but? parasites|vermin|animals|subhuman|scum|cockroaches|filth',
    'people|they are parasites|vermin|subhuman|scum|cockroaches',
    'get rid of all? these|those|such? people',
    `all? ${GROUP} are all? ${DEMEANING}`,
    `all? ${GROUP} should be killed|exterminated|deported|eliminated|gassed|enslaved`,
    `all? ${GROUP} should die|burn`,
    `hate|despise all? ${GROUP}`,
    `kill|exterminate|gas all? the? ${GROUP}`,
    'go back to your|their own? country',
    'ethnic cleansing is good|needed|necessary|justified',
    'master|superior|inferior race',
  ],
  harassment: [
    'you ugly|stupid|fat|dumb|filthy|pathetic|worthless|disgusting moron|idiot|pig|cow|bitch|bastard|loser|freak|creature|thing',
    'shut your mouth|face|trap',
    'you disgust me',
    "you|you're are? such? a|an? complete|total|fucking|stupid|worthless|pathetic|useless? idiot|moron|loser|imbecile|scum|cretin|bitch",
    "you're|you are so|just? worthless|pathetic|stupid|disgusting|ugly|garbage",
    'nobody likes|loves|wants|cares you',
    'fuck|screw you|off',
    'shut the fuck|hell? up',
    'go to hell',
    'i hate you',
    'piece of shit|garbage|trash',
  ],
  sexual: [
    'blowjob|handjob|cumshot|gangbang',
    'suck my|his dick|cock',
    'send me? nudes',
    'hardcore porn|sex',
    'masturbate|masturbating',
  ],
  extremism: [
    'sieg heil',
    'heil hitler',
    'white power|supremacy will|is',
    'death to all? the? america|jews|infidels|israel|west',
    'join isis|isil|daesh|qaeda',
    'martyrdom operation',
    'hitler was right',
  ],
  dangerous: [
    'drink|inject|ingest|swallow some|the? bleach|disinfectant|antifreeze|methanol',
    'mix|combine|mixing bleach and|with ammonia|vinegar',
    'stop|quit taking your|all? medication|medications|insulin|meds',
    'vaccines cause|contain autism|microchips',
    'put your hand|finger into|in the socket|blender',
  ],
};

const INTOLERABLE_PHRASES: Readonly<Partial<Record<SafetyCategory, readonly string[]>>> = {
  minors: [
    'child|kiddie|underage porn|pornography|sex|nudes',
    'naked|nude|sexualized|sexualised|sexual child|children|minor|minors|underage|toddler|toddlers|preteen',
    'sex with a|an? child|children|minor|minors|underage',
  ],
};

/** Phrases that look like keywords and are none; longer than those, they win. */
const BENIGN = [
  'harm reduction',
  'no harm',
  'do no harm',
  'harm no one',
  'illegal argument|state|instruction|character|access|operation|exception|start|move|offset|token',
  'dangerous goods|curve|minds|liaisons',
  'violence against women act',
  'nerve gas mask',
  'kill two birds',
  'shoot you|him|her|them an|a email|message|note|line|text',
  'murder mystery',
  'hurt yourself laughing',
  'break a leg',
  'illegal alien film',
  'go to hell week',
];

/**
 * Slurs, as hashes of `hashWord`: nobody needs to read them here. Plurals included.
 */
export const SLUR_HASHES: readonly number[] = [
  -1536141991, 114692382, -603410935, -609572338, -1789182267, -727467902, 336914794, -1242893733, 919192496, 43985913,
  -111136699, -932453118, -41642353, 330935988, -2009141439, 2078392381, -156977074, -2108815353,
];

function* entries(): Generator<readonly [string, SafetyTag]> {
  for (const [category, words] of Object.entries(KEYWORDS)) {
    yield [words, { category: category as SafetyCategory, key: category, weight: KEYWORD }];
  }
  for (const [list, weight] of [
    [SEVERE_PHRASES, SEVERE],
    [INTOLERABLE_PHRASES, INTOLERABLE],
  ] as const) {
    for (const [category, phrases] of Object.entries(list)) {
      for (const phrase of phrases) yield [phrase, { category: category as SafetyCategory, key: phrase, weight }];
    }
  }
  for (const phrase of BENIGN) yield [phrase, { category: 'benign', key: phrase, weight: 0 }];
}

export const SAFETY_ENTRIES: readonly (readonly [string, SafetyTag])[] = [...entries()];

/** Words that turn what follows within a few words around: the danger is denied. */
export const NEGATIONS = wordTable(
  "not no never without isn't aren't wasn't don't doesn't didn't won't wouldn't can't cannot nor free neither prevent prevents preventing avoid avoids avoiding stop stopping reduce reducing against minimise minimize prohibit prohibits condemn condemns",
);
