/** More cases for `relevance`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const RELEVANCE_MORE: CaseSet = {
  bad: [
    {
      input: 'How do I descale my kettle?',
      output: 'Elephants live in herds led by the oldest female, and they can remember places with water for decades.',
    },
    {
      input: 'What time does the pharmacy close on Sunday?',
      output: 'A sonnet has fourteen lines, often in iambic pentameter, and ends with a couplet in the English form.',
    },
    {
      input: 'Can I take my dog on the bus?',
      output: 'The derivative of a sum is the sum of the derivatives, which makes polynomials easy to handle.',
    },
    {
      input: 'Compare electric and petrol cars.',
      output: 'Lisbon lies on seven hills and is loved for its trams, its tiles, and its melancholic music.',
    },
    {
      input: 'Write a thank-you note to my teacher.',
      output: 'Granite is an igneous rock that forms deep below the surface when magma cools down slowly.',
    },
    {
      input: 'Why is my internet connection slow?',
      output: 'Penguins are birds that cannot fly; they swim well and feed on fish, krill and squid.',
    },
    {
      input: 'Suggest a name for my bakery.',
      output: 'The judge adjourned the hearing until the spring because two of the witnesses had fallen ill.',
    },
    {
      input: 'How long should I boil an egg?',
      output: 'Version control keeps the history of files, so that a team can work on branches and merge them.',
    },
  ],
  fine: [
    {
      input: 'How do I descale my kettle?',
      output:
        'Fill the kettle with equal parts of water and vinegar, boil it, let it stand for an hour, and rinse it well.',
    },
    {
      input: 'Can I take my dog on the bus?',
      output: 'Dogs may ride for free on any bus in the city, as long as they are on a lead and out of the aisle.',
    },
    {
      input: 'Why is my internet connection slow?',
      output:
        'Restart the router first; if it stays slow, another device may be using up all of the connection you have.',
    },
    {
      input: 'Suggest a name for my bakery.',
      output: 'How about "The Daily Crust", "Flour Power" or "Rise and Shine" for your new bakery in the village?',
    },
    {
      input: 'How long should I boil an egg?',
      output: 'Six minutes for a soft egg, ten for a hard one; put it into cold water afterwards to stop the cooking.',
    },
    {
      input: 'Compare electric and petrol cars.',
      output:
        'Electric cars are cheaper to run and quiet; petrol ones are cheaper to buy and refuel faster on a journey.',
    },
    {
      input: 'Tell me a joke',
      output: 'I told my wife she was drawing her eyebrows too high. She looked at me, quite surprised by the remark.',
    },
    {
      input: 'What should I cook tonight?',
      output:
        'Try a curry: fry onions and spices, add chickpeas and tomatoes, and serve it over rice with some yoghurt.',
    },
  ],
};
