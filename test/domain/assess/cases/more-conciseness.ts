/** More cases for `conciseness`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const CONCISENESS_MORE: CaseSet = {
  bad: [
    {
      input: 'One sentence, please: what is GDP?',
      output:
        'GDP is the value of goods and services. It is measured each quarter. Governments watch it closely. So do banks.',
    },
    { input: 'Give me a two-word answer.', output: 'It might perhaps be described as a sort of reddish brown.' },
    {
      input: 'Summarise in 15 words.',
      output:
        'The book tells how three brothers leave their farm, cross the sea, lose one another in the war, and meet again as old men in a city none of them likes.',
    },
    {
      input: 'Be brief. Why is the sea salty?',
      output:
        'Rivers carry salt. It comes from rocks. Rain is a weak acid. It wears the rocks down. The salt stays. Water leaves as vapour. That goes on for ages. Vents on the floor add more. So it gets salty.',
    },
    {
      input: 'Where do I pay?',
      output:
        'What a wonderful question! I am happy to help. There are many ways to pay. It is worth noting that you pay at the desk. I hope this helps! Let me know if you have more questions.',
    },
    {
      input: 'Explain it using only 3 sentences.',
      output: 'A. It starts here. It goes on. It is not over. It never ends. It goes on still.',
    },
    {
      input: 'Maximum 50 characters: product slogan.',
      output: 'The most comfortable chair you have ever had the pleasure to sit down in.',
    },
    { input: 'Reply with a single word: the capital of Peru.', output: 'The capital of Peru is Lima.' },
  ],
  fine: [
    {
      input: 'One sentence, please: what is GDP?',
      output: 'GDP is the value of all goods and services that a country makes in a year.',
    },
    {
      input: 'Summarise in 15 words.',
      output: 'Three brothers emigrate, lose each other in war, and meet again in old age.',
    },
    { input: 'Give me a two-word answer.', output: 'Reddish brown.' },
    {
      input: 'Write a 300-word article on chairs.',
      output:
        'Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. Chairs are old. ',
    },
    {
      input: 'Where do I pay?',
      output: 'At the desk on the ground floor, by card or in cash, until a quarter to six.',
    },
    {
      input: 'What did she say in the last two sentences?',
      output: 'She thanked the board. She named her successor. Then she left the room without another word to anyone.',
    },
    {
      input: 'Explain compound interest.',
      output:
        'Interest is added to the sum. Next year interest is paid on both. Over time this grows faster and faster. In short, start early.',
    },
    {
      input: 'How do I close a formal mail?',
      output: 'Use "Kind regards" or "Yours sincerely"; phrases like "feel free to contact me" fit just before it.',
    },
  ],
};
