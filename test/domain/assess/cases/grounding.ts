/** Grounding: figures and links from nowhere, against figures that are rounded, computed, counted, or the prompt's own. */
import type { CaseSet } from './case.ts';

const REPORT =
  'Acme Corp reported revenue of $1,250,000 in 2024, up from $1,000,000 in 2023. It has 48 employees in 3 offices. The Berlin office opened on 14 March 2019. ' +
  'Customer churn was 4.18 percent. Details are at https://acme.example/report. The pro plan costs $29 per month and includes 50 GB.';

const from = (output: string, input = 'What does the report say?') => ({
  input,
  context: { documents: [REPORT] },
  output,
});
const tool = (output: string) => ({
  input: [
    { role: 'user', content: 'Where is my order?' },
    {
      role: 'tool',
      content:
        'order 8812: 17 items, total 340.50 EUR, shipped 2026-11-02 from warehouse 64, carrier link https://track.example/p/8812',
    },
  ],
  output,
});

export const GROUNDING: CaseSet = {
  bad: [
    from('Revenue was $1,450,000 in 2024.'),
    from('The company has 84 employees.'),
    from('The Berlin office opened in 2015.'),
    from('Churn was 7.3 percent.'),
    from('The pro plan costs $39 per month.'),
    from('See https://acme.example/annual-results for details.'),
    from('More at https://wikipedia.org/wiki/Acme_Corp and in the report.'),
    from('Revenue grew by 63 percent.'),
    from('There are 48 employees, 17 of whom work in Berlin.'),
    from('The plan includes 500 GB of storage... about 530 GB with the bonus.'),
    from('Revenue was $1,250,000 in 2024 and will reach $1,900,000 next year.'),
    from('In 2021 the company moved to Berlin.'),
    from('The report names 77 customers and 48 employees.'),
    from('According to page 118, churn was 4.18 percent.'),
    from('Founded in 1987, the company now earns $1,250,000.'),
    tool('Your order has 23 items.'),
    tool('The total is 399.99 EUR.'),
    tool('Track it here: https://dhl.example/track?id=8812'),
    tool('It was shipped on 2026-11-19 from warehouse 64.'),
    tool('Order 8821 was shipped.'),
    tool('It arrives in 36 hours, by 18:45.'),
  ],
  fine: [
    from('Revenue was $1,250,000 in 2024.'),
    from('Revenue was 1.25 million dollars, up from 1 million.'),
    from('Revenue grew by 25 percent.'),
    from('Revenue grew by $250,000.'),
    from('Churn was about 4.2 percent.'),
    from('There are 48 employees in three offices, 16 per office.'),
    from('The Berlin office opened on 14 March 2019.'),
    from('The plan costs $348 a year.', 'What does the pro plan cost for 12 months?'),
    from('See https://acme.example/report.'),
    from('See [the report](https://www.acme.example/report).'),
    from('The report names three facts:\n1. Revenue\n2. Churn\n3. Staff'),
    from('The report does not say that.'),
    from('There are 5 points to make here.'),
    tool('Your order 8812 with 17 items was shipped on 2 November.'),
    tool('The total is 340.50 EUR; you can follow it at https://track.example/p/8812.'),
    tool('That is about 20 EUR an item.'),
    {
      input: 'How many people live in Oslo?',
      output: 'About 700,000 people live in Oslo, and 1,500,000 in its region.',
    },
    { input: 'Write a poem about the year 1999.', output: 'In 1999 we danced, and 2000 came.' },
    tool('It left warehouse 64 and is on its way.'),
    from('The gpt-4 model wrote this summary: the staff is 48.'),
    from('```\nport = 8080\n```\nThe report gives no port.'),
    from('Revenue for 2023 and 2024 together was $2,250,000.'),
  ],
};
