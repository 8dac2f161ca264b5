/** Conciseness: lengths that were asked for and ignored, and padding, against long answers that need their length. */
import type { CaseSet } from './case.ts';

const FOUR_SENTENCES =
  'The contract runs for two years. It renews by itself each spring. Either side may end it with three months of notice. Payment is due on the first of the month.';
const PADDED =
  'Great question! It is important to note that there are many factors to consider. Of course, it goes without saying that this depends. I hope this helps! Let me know if you have any other questions. Feel free to ask.';

export const CONCISENESS: CaseSet = {
  bad: [
    { input: 'Answer in one sentence: what does the contract say?', output: FOUR_SENTENCES },
    { input: 'Summarise it in one sentence.', output: `${FOUR_SENTENCES} ${FOUR_SENTENCES}` },
    {
      input: 'Describe the moon in five words.',
      output: 'The moon is a cold and rocky body that circles the earth once in every month of the year.',
    },
    {
      input: 'In one word, what is the sentiment of this review?',
      output: 'The sentiment of this review is clearly positive, as the customer praises the staff.',
    },
    {
      input: 'Write a title with at most 8 words.',
      output: 'A very long title about the history of the railways in the north of England and in Scotland',
    },
    { input: 'Explain in two sentences why the sky is blue.', output: `${FOUR_SENTENCES} ${FOUR_SENTENCES}` },
    { input: 'Give a short answer: is it open?', output: `${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES}` },
    {
      input: 'Keep it short. What is DNS?',
      output: `${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES}`,
    },
    { input: 'Write a description of no more than 100 characters.', output: FOUR_SENTENCES },
    { input: 'Reply in under 20 words.', output: FOUR_SENTENCES.repeat(2) },
    { input: 'Tell me how to sort a list.', output: PADDED },
    {
      input: 'What is a good savings rate?',
      output: `${PADDED} At the end of the day, in conclusion, it is worth noting that saving is good.`,
    },
    {
      input: 'How tall is the tower?',
      output:
        "That's a great question! Thank you for asking. As an AI language model, I'm happy to help. Please note that it is 300 metres tall. I hope this information is helpful! Don't hesitate to reach out.",
    },
    {
      input: 'Define recursion briefly.',
      output: Array.from({ length: 12 }, (_, n) => `Recursion has aspect number ${n} to consider here.`).join(' '),
    },
    {
      input: 'In three words, describe the film.',
      output: 'It is a slow but rewarding film about two sisters in the north.',
    },
    { input: 'Limit your answer to 2 sentences: who are you?', output: `${FOUR_SENTENCES} And so on it goes.` },
    { input: 'tl;dr of the thread?', output: `${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES}` },
    { input: 'Use only one word to answer.', output: 'I would say that the answer to your question is blue.' },
    {
      input: 'Is it raining?',
      output:
        'Certainly! Great question! First and foremost, it is important to note that it is raining. Last but not least, I hope this helps. Feel free to ask. Let me know if you need anything else.',
    },
    {
      input: 'Answer within 10 words: when is the deadline?',
      output: 'As far as I can see from the documents that you have sent to me, the deadline seems to be on Friday.',
    },
    {
      input: 'Write a slogan in exactly 4 words.',
      output: 'Our coffee wakes you up in the morning and keeps you going all day long.',
    },
  ],
  fine: [
    {
      input: 'Answer in one sentence: what does the contract say?',
      output: 'It runs for two years and renews by itself.',
    },
    { input: 'Describe the moon in five words.', output: 'Cold grey companion of Earth.' },
    { input: 'In one word, what is the sentiment?', output: 'Positive' },
    {
      input: 'Explain in two sentences why the sky is blue.',
      output: 'Air scatters short waves more than long ones. So blue light reaches us from every side.',
    },
    {
      input: 'Explain the French Revolution in detail.',
      output: `${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES}`,
    },
    { input: 'Write an essay of 500 words on trees.', output: 'Trees give shade and fruit. '.repeat(60) },
    {
      input: 'How do I reset my password?',
      output: 'Open the settings, choose security, press "Reset password", and follow the link in the mail.',
    },
    {
      input: 'Keep it short. What is DNS?',
      output:
        'DNS turns names into addresses. Your computer asks a resolver, which asks others and remembers the answer.',
    },
    {
      input: 'How do I say thank you in a formal letter?',
      output:
        'Write "Thank you for your time and consideration" and sign with your full name; avoid exclamation marks.',
    },
    { input: 'Write a title with at most 8 words.', output: 'Steam and Steel: Railways of the North' },
    {
      input: 'Tell me how to sort a list.',
      output: 'Call sorted() on it for a new list, or list.sort() to change it in place. Both take a key function.',
    },
    {
      input: 'Reply in under 20 words.',
      output: 'The parcel left Hamburg on Monday and should reach you by Thursday.',
    },
    { input: 'Rewrite the passage in one paragraph.', output: `${FOUR_SENTENCES} ${FOUR_SENTENCES}` },
    { input: 'Briefly list the steps.', output: '1. Open the box.\n2. Connect the cable.\n3. Press the button.' },
    {
      input: 'Where is the office?',
      output: 'Of course: it is on the second floor, next to the kitchen, and open until five in the afternoon.',
    },
    {
      input: 'What does the report say? I read it in one sitting.',
      output: `${FOUR_SENTENCES} ${FOUR_SENTENCES} ${FOUR_SENTENCES}`,
    },
    {
      input: 'Draft a mail to the customer.',
      output:
        'Dear Ms Lee, thank you for your message. We have refunded the amount. Please let me know if you have any further questions. Kind regards, Tom',
    },
    {
      input: 'Compare the two plans.',
      output:
        'The basic plan costs less and has one seat. The other one has ten seats, support by phone and backups. In summary, take the second for a team.',
    },
    {
      input: 'Use a single word variable name.',
      output: 'Call it total, as it holds the sum of all items in the cart.',
    },
    {
      input: 'Write three sentences about cats.',
      output: 'Cats sleep a lot. They hunt at night. They like warm places.',
    },
    { input: 'Is it open today?', output: 'Yes, until six.' },
    {
      input: 'What should I note before the exam?',
      output:
        'It is important to note the room and the time, bring your card, and leave the phone at home or in your bag.',
    },
  ],
};
