/** More cases for `coherence`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const COHERENCE_MORE: CaseSet = {
  bad: [
    'lkjh gfdsp oiuyt rewqk mnbvc',
    'Go. Up. No. Left. Ok.',
    '',
    '— — — …',
    'Green the of running under table to yes. If. Of. A.',
    'ÃƒÂ¼ÃƒÂ¶ÃƒÂ¤ ÃƒÂ¼ber ÃƒÂ¶ffnen ÃƒÂ¤ndern',
    { input: 'Write three paragraphs on bees.', output: 'Bees.' },
    'we took the bus and the bus was late and then it rained and nobody had brought an umbrella so we waited under a tree that was much too small for all of us while the cars went by and splashed and the children began to cry because they were cold',
  ],
  fine: [
    'Sure. The code goes into the first box, the name into the second.',
    { input: 'Which colour is the sky?', output: 'Blue' },
    'Ingredients:\n200 g flour\n2 eggs\n1 pinch of salt',
    'def f(x):\n    return x + 1',
    'Mr. and Mrs. Jones live at 12 High St. in Bath.',
    'Ich bin gleich da! Warte bitte kurz auf mich.',
    'https://example.com/a/b',
    'O, for a muse of fire, that would ascend\nThe brightest heaven of invention!',
  ],
};
