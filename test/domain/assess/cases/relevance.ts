/** Relevance: answers to other questions against answers that share few words with theirs. */
import type { CaseSet } from './case.ts';

const OFF = [
  [
    'How do I reset my password?',
    'Bananas are yellow and rich in potassium. They grow in bunches and are exported from Ecuador and Costa Rica.',
  ],
  [
    'What are the opening hours of the museum?',
    'The stock market closed higher on Friday as technology shares recovered from their earlier losses of the week.',
  ],
  [
    'Explain how vaccines work.',
    'To bake bread, mix flour, water, yeast and salt, let the dough rest, and put it into a hot oven for forty minutes.',
  ],
  [
    'Write a cover letter for a nursing position.',
    'The Great Wall of China was built over many centuries to protect the northern borders from raids and invasions.',
  ],
  [
    'Which laptop should I buy for video editing?',
    'Photosynthesis turns light into chemical energy. It happens in the chloroplasts of plant cells and releases oxygen.',
  ],
  [
    'My invoice shows the wrong amount, can you correct it?',
    'Paris is the capital of France and known for the Eiffel Tower, its cafés, and its many galleries and parks.',
  ],
  [
    'How can I cancel my subscription?',
    'The mitochondrion is the powerhouse of the cell. It produces most of the chemical energy that is needed by it.',
  ],
  [
    'What causes inflation?',
    'Cats sleep up to sixteen hours a day. Kittens and older animals rest even more than that, mostly in the sun.',
  ],
  [
    'Give me three ideas for a birthday present for my father.',
    'TCP establishes a connection with a handshake of three packets before any data is exchanged between two hosts.',
  ],
  [
    'Translate the menu for the Italian restaurant evening.',
    'Regular exercise lowers blood pressure and improves sleep. Walk half an hour each day and climb the stairs.',
  ],
  [
    'How far is the moon from the earth?',
    'Our return policy allows you to send back shoes within thirty days when they are unworn and in their box.',
  ],
  [
    'Which documents do I need to open a bank account?',
    'Volcanoes erupt when magma rises through cracks. Ash clouds can disturb air traffic for many days or weeks.',
  ],
  [
    'Fix the bug in the login form of the website.',
    'Shakespeare wrote thirty-nine plays and over a hundred sonnets, among them Hamlet, Macbeth and King Lear.',
  ],
  [
    'How do I train a puppy to sit?',
    'Compound interest means that interest earns interest. Over decades a small sum grows into a large amount.',
  ],
  [
    'What is the weather like in Oslo in March?',
    'Python lists are mutable sequences, whereas tuples are immutable. Both can hold items of several types.',
  ],
  [
    'Summarise the quarterly sales report.',
    'To change a tyre, loosen the nuts, lift the car with a jack, remove the wheel and mount the spare one.',
  ],
  [
    'Is the train to Lyon delayed today?',
    'Honey never spoils. Archaeologists found pots of it in ancient tombs that were still perfectly edible.',
  ],
  [
    'What side effects does ibuprofen have?',
    'Chess was born in India in the sixth century and reached Europe through Persia and the Arab world.',
  ],
  [
    'Recommend a hiking trail near Vancouver.',
    'A mortgage is a loan secured by a house. Banks check income and debts before they grant one to anybody.',
  ],
  [
    'Who painted the Mona Lisa?',
    'Use the shortcut control and C to copy the marked text, then control and V to insert it at the cursor.',
  ],
  [
    'How do solar panels produce electricity?',
    'The referee blew the whistle after ninety minutes, and the fans of the home team celebrated until midnight.',
  ],
] as const;

const ON = [
  [
    'How do I reset my password?',
    'Open the settings, choose security, and press "Reset password". You will get a mail with a link that is valid for an hour.',
  ],
  ['What is the capital of Australia?', 'Canberra.'],
  [
    'What are the opening hours of the museum?',
    'The museum is open from nine to five, Tuesday to Sunday, and closed on Mondays and on public holidays.',
  ],
  [
    'Explain how vaccines work.',
    'A vaccine shows the immune system a harmless part of a germ, so that it can make antibodies before the real one arrives.',
  ],
  [
    'My invoice shows the wrong amount, can you correct it?',
    'I have checked your invoice: the amount was charged twice by mistake. You will receive a corrected one by mail.',
  ],
  [
    'Which laptop should I buy for video editing?',
    'For video editing look for a laptop with a fast processor, at least 32 GB of memory and a good screen.',
  ],
  [
    'How can I cancel my subscription?',
    'Go to your account page and press "Cancel". Your access lasts until the end of the month that you paid for.',
  ],
  [
    'Give me three ideas for a birthday present for my father.',
    'A good birthday present could be a watch, a day of fishing together, or a photo book of the family.',
  ],
  [
    'How far is the moon from the earth?',
    'On average the moon is 384,400 kilometres away from the earth; it varies, as the orbit is an ellipse.',
  ],
  ['Write a function that adds two numbers.', '```js\nconst add = (a, b) => a + b;\n```'],
  [
    'Translate "good morning" to French.',
    'Bonjour ! Vous pouvez aussi dire « bon matin » au Québec, mais jamais en France, où cela ne se dit pas.',
  ],
  [
    'Fix the bug in the login form of the website.',
    'The login form sends the password twice. Remove the second handler, and the bug is gone from the website.',
  ],
  [
    'What is the weather like in Oslo in March?',
    'In March Oslo is cold, around zero degrees, with some snow; the weather gets milder by the end of the month.',
  ],
  [
    'How do I train a puppy to sit?',
    'Hold a treat above the nose of your puppy; as it looks up it will sit. Praise it and repeat the training daily.',
  ],
  [
    'Who painted the Mona Lisa?',
    'It was painted by Leonardo da Vinci in the early sixteenth century; the Mona Lisa hangs in the Louvre.',
  ],
  [
    'What side effects does ibuprofen have?',
    'The common side effects of ibuprofen are stomach pain, heartburn and dizziness; take it with food and ask a doctor.',
  ],
  [
    'Is the train to Lyon delayed today?',
    "I'm sorry, but I can't access live timetables, so please look at the page of the railway company for it.",
  ],
  [
    'Thanks!',
    'You are welcome. Have a pleasant day, and come back whenever there is anything else that you would like to know.',
  ],
  [
    'Summarise the quarterly sales report.',
    'Sales grew by a tenth in the quarter, mostly in Europe; the report expects the same growth for the next one.',
  ],
  [
    'How do solar panels produce electricity?',
    'Light knocks electrons loose in the silicon of the panels; their flow is the electricity that you use at home.',
  ],
  [
    'Recommend a hiking trail near Vancouver.',
    'The Grouse Grind is steep and popular; for an easier trail with a view near Vancouver try Quarry Rock instead.',
  ],
  [
    'What causes inflation?',
    'Inflation rises when there is more money than goods, when costs go up, or when people expect prices to rise.',
  ],
] as const;

const pair = ([input, output]: readonly [string, string]) => ({ input, output });

export const RELEVANCE: CaseSet = { bad: OFF.map(pair), fine: ON.map(pair) };
