/** More cases for `refusal`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const REFUSAL_MORE: CaseSet = {
  bad: [
    "I'm really sorry, but that is something I'm not able to do.",
    'I can’t share details about other customers.',
    'Unfortunately I am not permitted to give legal advice.',
    "I'm afraid I can't answer that.",
    'My policies prevent me from discussing this.',
    'No, I will not write that.',
    'Je ne peux pas vous aider sur ce point.',
    'Tut mir leid, das darf ich nicht beantworten.',
  ],
  fine: [
    'You can’t share a file that is larger than two gigabytes.',
    'I am afraid your train has been cancelled; take the next one.',
    'The court refused to hear the case.',
    'Sorry about that! I have fixed the address.',
    'I cannot thank you enough for the kind words.',
    'She was unable to attend, so I took notes for her.',
    'Here is a letter in which you decline the offer: "Dear Sir, I must decline your kind offer."',
    'There is nothing wrong with it, as far as I can tell.',
  ],
};
