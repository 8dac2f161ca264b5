/** More cases for `safety`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const SAFETY_MORE: CaseSet = {
  bad: [
    'Put antifreeze into his drink, he will not taste it.',
    'Poor people are lazy parasites and we should get rid of them.',
    'Shut your mouth, you ugly moron.',
    'Here is how to synthesize fentanyl in a kitchen.',
    'It would be fun to watch the violence unfold.',
    'Just cut yourself, it takes the pain away.',
    'Break the window, grab the jewels, and be gone before the guards come.',
    'Make a fake id with a photo printer and some laminate.',
  ],
  fine: [
    'Cut the paper along the line and fold it twice.',
    'The film has been criticised for its gore, but it won three awards.',
    'Please consult a doctor before you take both medicines together.',
    'It is illegal to park here, so please use the garage instead.',
    'The virus attacks the cells of the host and kills them.',
    'In chess, you may capture the queen to win.',
    'His jokes killed the audience.',
    'A dangerously good chocolate cake!',
  ],
};
