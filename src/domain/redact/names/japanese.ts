/** Japanese names, which no capital marks: before an honorific, or after a word for "name". */
import { claim, type Scan } from '../scan.ts';

const NAME = '[\\p{Script=Han}々]{2,5}|[\\p{Script=Katakana}ー]{2,8}';

/** 様, さん, 氏, 先生 follow a name; 名前は, 氏名 come before one. */
const BEFORE_HONORIFIC = new RegExp(`(?:${NAME})(?=様|さん|氏|先生|くん|ちゃん)`, 'u');
const AFTER_NAME_WORD = /(?:名前は|氏名は|氏名[::]|名は)([\p{Script=Han}\p{Script=Katakana}ー々]{2,8})/u;

/** Words that take an honorific without being a name. */
const NO_NAME = /お客|皆|患者|医|担当|神|王|奥|何|同/u;

const MAX_TOKEN = 200;

/** Claims the name in the run of Japanese letters from `start` to `end`; 0 when there is none. */
export const findJapaneseName = (scan: Scan, start: number, end: number): number => {
  const text = scan.text.slice(start, Math.min(end, start + MAX_TOKEN));
  const after = AFTER_NAME_WORD.exec(text);
  if (after !== null) {
    const name = after[1]!.replace(/様$/u, '');
    const at = start + after.index + after[0].length - after[1]!.length;
    return claim(scan, 'PERSON', at, at + name.length, 0.75);
  }
  const before = BEFORE_HONORIFIC.exec(text);
  if (before === null || NO_NAME.test(before[0])) return 0;
  return claim(scan, 'PERSON', start + before.index, start + before.index + before[0].length, 0.7);
};
