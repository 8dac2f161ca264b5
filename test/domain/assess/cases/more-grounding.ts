/** More cases for `grounding`: once unseen, until the rules were mended on them. */
import type { CaseSet } from './case.ts';

export const GROUNDING_MORE: CaseSet = {
  bad: [
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The ferry leaves at 08:20.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'It leaves from pier 27.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'A ticket costs 21.50 EUR.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The crossing takes 140 minutes.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'Book at https://ferry.example/tickets.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The ferry was built in 1998.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'It covers 57 nautical miles.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The ticket is 18.50 EUR, and there is a discount of 15 percent for students.',
    },
  ],
  fine: [
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'It leaves at 07:40 and 16:15.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'Two adults pay 37 EUR.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'An adult and a child pay 30.50 EUR.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'You can book at https://ferry.example/book.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The crossing takes about an hour and a half.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'It is 31 nautical miles, from pier 22.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'Children save 6.50 EUR.',
    },
    {
      input: 'Tell me about the ferry.',
      context: {
        documents: [
          'The ferry to the island leaves at 07:40 and 16:15 from pier 22. A ticket is 18.50 EUR, 12.00 EUR for children. The crossing of 31 nautical miles takes 95 minutes. Bookings at https://ferry.example/book.',
        ],
      },
      output: 'The text does not name the days on which it runs.',
    },
  ],
};
