/** Texts to time and to count false flags on, made from the data folder and the project's own dependencies. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Labelled } from './datasets.ts';

/** Sizes of the documents that are timed, in UTF-16 code units: a prompt with its context. */
const DOCUMENT = 8192;

/** Cuts a long text into documents. */
export const documentsOf = (text: string): string[] => {
  const documents: string[] = [];
  for (let at = 0; at < text.length; ) {
    const blank = text.slice(at + DOCUMENT, at + 2 * DOCUMENT).search(/\s/);
    const end = blank < 0 ? text.length : at + DOCUMENT + blank;
    documents.push(text.slice(at, end));
    at = end;
  }
  return documents;
};

/** Running prose: the sentences of the corpora, as their `# text` lines have them. */
export const prose = (folder: string): string => {
  const gum = join(folder, 'train/gum');
  return readdirSync(gum)
    .flatMap((file) =>
      [...readFileSync(join(gum, file), 'utf8').matchAll(/^# text = (.*)$/gm)].map((match) => match[1]!),
    )
    .join(' ');
};

/**
 * Chat: turns of a user and an assistant; in every fourth turn of the user something personal stands, which is more
 * than most traffic has.
 */
export const chat = (folder: string, personal: readonly Labelled[], web: readonly Labelled[]): string => {
  const answers = prose(folder).split(/(?<=\. )/);
  let text = '';
  for (let turn = 0; text.length < 2_000_000; turn++) {
    const question = turn % 4 === 0 ? personal[turn % personal.length]!.text : web[turn % web.length]!.text;
    const answer = answers.slice((turn * 3) % (answers.length - 3), ((turn * 3) % (answers.length - 3)) + 3).join('');
    text += `User: ${question}\nAssistant: ${answer}\n`;
  }
  return text;
};

/** TypeScript that the tagger was not trained on: see the list in tools/redaction/train.ts. */
export const unseenTypeScript = (): string =>
  globSync('node_modules/{re2js,tinybench,cdk-nag,constructs,dynalite,@types/node,croner}/**/*.{ts,js}')
    .filter((path) => !/min\.js$|node_modules\/.*\/node_modules|metadata|\.test\.|LICENSE/.test(path))
    .sort()
    .map((path) => readFileSync(path, 'utf8'))
    .filter((source) => source.length < 400_000 && !source.includes('sourceMappingURL=data:'))
    .join('\n');
