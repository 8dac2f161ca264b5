/**
 * Trains the person tagger: `node tools/redaction/train.ts DATA_FOLDER [MODEL_FILE]`. The folder holds `train/` and `names/`;
 * docs/privacy.md says what they are. Takes some minutes. The same data, the same package-lock.json and the same Node give the same
 * model, byte for byte: `cmp` it with the committed one.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { openLexicon } from '../../src/domain/redact/names/lexicon.ts';
import {
  codeWithoutNames,
  englishSentences,
  englishTexts,
  foreignSentences,
  inLowerCase,
  withOtherNames,
} from './augment.ts';
import { readCorpora } from './corpora.ts';
import { learn, pack } from './learner.ts';
import { createRandom } from './random.ts';
import { collectWords, ordinaryWords, readNameLists } from './words.ts';
import { layOutLexicon, writeNameModel } from './write-model.ts';

const [folder, target = 'src/domain/redact/names/names.bin'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: node tools/redaction/train.ts DATA_FOLDER [MODEL_FILE]');

/** The spelling dictionary of the package dictionary-en. */
const DICTIONARY = 'node_modules/dictionary-en/index.dic';

/** Permissively licensed sources that come with the project's own dependencies; the bench measures on others. */
const CODE = globSync(
  'node_modules/{aws-cdk-lib/core,@middy,typebox,fast-check,protobufjs}/**/*.{js,ts,mjs,md}',
).sort();

const corpora = readCorpora(folder);
const lists = readNameLists(folder);
const words = collectWords(folder, lists, corpora, DICTIONARY);
const examples = [
  ...corpora,
  ...withOtherNames(createRandom(1), lists, corpora, 0.6),
  ...inLowerCase(createRandom(2), corpora, 0.2),
  ...englishSentences(createRandom(3), lists, 14_000),
  ...foreignSentences(createRandom(4), lists, 4_000),
  ...codeWithoutNames(createRandom(5), lists, CODE, 9_000),
  ...englishTexts(createRandom(6), lists, ordinaryWords(DICTIONARY, lists), 20_000),
];
console.log(`${examples.length} examples, ${words.size} words in the lexicon, ${CODE.length} source files`);

/** Averaging models that differ in chance only errs less than any of them. */
const SEEDS = [5, 6, 7];

const lexicon = openLexicon(layOutLexicon(words));
const models = SEEDS.map((seed) =>
  learn(examples, lexicon, {
    bits: 18,
    epochs: 6,
    rate: 0.1,
    drop: 0.25,
    dropWord: 0.3,
    dropKnown: 0.15,
    random: createRandom(seed),
    onEpoch: (epoch, loss) => console.log(`model ${seed}, epoch ${epoch + 1}: ${loss.toFixed(4)} nats per token`),
  }),
);
const learned = models[0]!.map((_, at) => models.reduce((sum, weights) => sum + weights[at]!, 0) / models.length);
const model = writeNameModel({ words, ...pack(learned) });
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, model);
console.log(`${target}: ${model.length} bytes`);
