/** Coherence: fragments, run-ons, gibberish against lists, tables, code, names and short right answers. */
import type { CaseSet } from './case.ts';

const RUN_ON =
  'the thing is that when you go there and you see what they have done and how they did it and why nobody said anything about it even though everyone knew and could have told them before it was too late and the money was gone and the people had left and nothing was there any more but the empty rooms';

export const COHERENCE: CaseSet = {
  bad: [
    '',
    '   \n  ',
    'Ok. Yes. No. Um.',
    'It is. We go. So. Then. Yes.',
    'asdkjh qwrtpl zxcvbnm hjklqw sdfghj wrtpsd',
    'Xkcdqrt bvnmzx plkjhg tfrdsw nbvcxz mnbvqw the.',
    '###### ---- ???? !!!!',
    '...',
    RUN_ON,
    `${RUN_ON}, ${RUN_ON}`,
    'Th� str�ng� s�mb�ls �r� �v�r�wh�r� �n th�s t�xt �nd c�n n�t b� r��d.',
    'Hm. Well. Eh. Maybe.',
    'no. no. no. yes. no.',
    'grfkl mnbtr xwzqp dfghj klmnb vcxzs qwrtp',
    { input: 'Describe our refund policy in detail.', output: 'Yes.' },
    { input: 'Write an essay on the history of Rome.', output: 'Rome.' },
    { input: 'Please summarise the attached contract for the board.', output: 'Ok.' },
    'A. B. C. D. E. F.',
    'thisisallonewordwithoutanyspacesatallanditgoesonandonforever thisisthesameoncemorewithoutanyspaces anotherlongwordwithoutspacesthatnooneeverreads',
    'bzzt krrk vrmm pfft shhh tktk grrr hmmm brrr',
  ],
  fine: [
    'Your order was sent on Monday. It should arrive by Thursday.',
    { input: 'What is the capital of France?', output: 'Paris.' },
    { input: 'How many planets are there?', output: '8' },
    { input: 'Is water wet? Answer yes or no.', output: 'Yes.' },
    { input: 'Classify the ticket: "I was charged twice".', output: 'billing' },
    '- Open the settings\n- Choose "Security"\n- Press "Reset password"\n- Follow the link in the mail',
    '```python\nprint("hello")\n```',
    '{"status":"ok","items":[1,2,3],"total":6}',
    '| Name | Age |\n| --- | --- |\n| Ada | 36 |',
    'Dr. Smith of St. Mary, e.g., works approx. 40 hours a week and lives in Washington D.C. with her family.',
    'The value of pi is 3.14159 and that of e is 2.71828.',
    'Die Rechnung wurde am Montag verschickt. Sie finden sie im Kundenbereich.',
    'Der Angstschweiß stand ihm auf der Stirn, als die Donaudampfschifffahrtsgesellschaft anrief.',
    '会议定于星期一上午九点开始。请提前十分钟到达会场。',
    'Thank you! We have received your message and will answer within a day.',
    '1. Preheat the oven.\n2. Mix flour and sugar.\n3. Bake for forty minutes.',
    'Use NASA, HTTP, JSON and SQL as you know them; the rest is in RFC 9110.',
    'Roses are red,\nviolets are blue,\nsugar is sweet,\nand so are you.',
    'Zbigniew Brzezinski and Krzysztof Kieślowski were born in Poland.',
    'The function returns null if the key is missing; otherwise it returns the value that was stored last.',
    '<ul><li>First item of the list</li><li>Second item of the list</li></ul>',
    'Rhythm and blues, by the way, has no vowels in its first word.',
  ],
};
