/** Rows of a table and names in code hold personal data as prose does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRedactor, DEFAULT_POLICY } from '../../../src/domain/redact/redactor.ts';

const redact = (text: string): unknown => createRedactor(DEFAULT_POLICY).redact(text).value;

test('redact() finds what stands between the commas of a row', () => {
  const cases: readonly [string, string][] = [
    ['17,4539148803436467,25.00', '17,[CREDIT_CARD],25.00'],
    ['4539148803436467,4111111111111111', '[CREDIT_CARD_1],[CREDIT_CARD_2]'],
    ['1,219-09-9999,2', '1,[SSN],2'],
    ['1,203.0.113.77,2', '1,[IP_ADDRESS],2'],
    ['1,(415) 555-2671,2', '1,[PHONE],2'],
    ['x,DE89370400440532013000,y', 'x,[IBAN],y'],
    ['a,+4915112345678,b', 'a,[PHONE],b'],
    ['7,jane@example.com,8', '7,[EMAIL],8'],
  ];
  for (const [row, expected] of cases) assert.equal(redact(row), expected);
});

test('redact() leaves thousands and amounts alone', () => {
  for (const text of ['total 12,345,678.00', '1,219,099 visits', '$4,539,148,803.00', '3,141.59']) {
    assert.equal(redact(text), text);
  }
});

test('redact() finds a card tied to a name with an underscore', () => {
  assert.equal(redact('order_4539148803436467'), 'order_[CREDIT_CARD]');
});

test('redact() finds every address of a list of IP addresses, however short their numbers', () => {
  const list = Array.from({ length: 12 }, (_, index) => `10.1.2.${index + 3}`);
  for (const separator of [' ', '\n', ', ', ';', '|']) {
    assert.doesNotMatch(String(redact(list.join(separator))), /10\.1\.2/, JSON.stringify(separator));
  }
});

test('redact() reads the cells of a table under the heads of its columns', () => {
  const cases: readonly [string, string][] = [
    ['id,dob,phone\n7,1984-02-11,0298441077\n', 'id,dob,phone\n7,[DATE_OF_BIRTH],[PHONE]\n'],
    ['a;Steuer-ID;Kontonummer\n1;86095742719;887120043', 'a;Steuer-ID;Kontonummer\n1;[DE_TAX_ID];[BANK_ACCOUNT]'],
    ['x\tcvv\texp\n1\t904\t07/27', 'x\tcvv\texp\n1\t[CVV]\t[CARD_EXPIRY]'],
    [
      '| Who | Date of birth |\n|---|---|\n| 1 | 11/02/1984 |',
      '| Who | Date of birth |\n|---|---|\n| 1 | [DATE_OF_BIRTH] |',
    ],
    ['ACCT NO      ROUTING\n887120043    021000021', 'ACCT NO      ROUTING\n[BANK_ACCOUNT]    [BANK_ROUTING]'],
    [
      'Here they are:\nuser,password,age\nann,tangerine,34\nThanks',
      'Here they are:\nuser,password,age\nann,[PASSWORD],[AGE]\nThanks',
    ],
    ['"id","dob","note"\n"1","1984-02-11","a, b"', '"id","dob","note"\n"1","[DATE_OF_BIRTH]","a, b"'],
    ['id,note,dob\n1,a, b,1984-02-11', 'id,note,dob\n1,a, b,[DATE_OF_BIRTH]'],
  ];
  for (const [table, expected] of cases) {
    assert.equal(redact(table), expected);
    assert.equal(redact(expected), expected);
  }
});

test('redact() reads the values that SQL inserts under the names of columns', () => {
  assert.equal(
    redact(
      "INSERT INTO t (id, dob, pin, note) VALUES (1, '1984-02-11', 9041, 'it''s'), (2, '1990-10-30', 2291, NULL);",
    ),
    "INSERT INTO t (id, dob, pin, note) VALUES (1, '[DATE_OF_BIRTH_1]', [PIN_1], 'it''s'), (2, '[DATE_OF_BIRTH_2]', [PIN_2], NULL);",
  );
});

test('redact() leaves tables of things and lines that only look like heads alone', () => {
  for (const text of [
    'sku,name,price\n88120,Oak Shelf,49.90',
    'date,open,close\n2025-03-10,171.22,172.44',
    'Test,Pass,Fail\nlogin,1200,1300',
    'phone, mail, or letter\nwe answer, as ever, in 30 days',
    'max_age,count,x\n3600,4000,5000',
    'INSERT INTO t (id, total) VALUES (1, 887120043)',
  ])
    assert.equal(redact(text), text);
});

test('redact() goes on behind a plus without digits, wherever an earlier number stood', () => {
  redact(`${'word '.repeat(200)}415-555-2671`);

  assert.equal(redact('a C++ program, ssn 219-09-9999'), 'a C++ program, ssn [SSN]');
  assert.equal(redact('grade A+( again, ssn 219-09-9999'), 'grade A+( again, ssn [SSN]');
});

test('redact() leaves no cell under a telling head as it was, however many cells there are', () => {
  const rows = Array.from({ length: 4000 }, (_, row) => `Al,kiwi${row},7${100000 + row},A${300000 + row}\n`);
  const redacted = String(redact(`name,password,account_number,passport\n${rows.join('')}`));

  assert.doesNotMatch(redacted, /kiwi|\d{6}/);
  assert.equal(redact(redacted), redacted);
});

test('redact() reads on in a table and in a statement behind a long note, a call and a cast', () => {
  const note = 'x '.repeat(2000);

  assert.equal(
    redact(`id,password,note\n1,tangerine,${note}\n2,kiwi7,ok\n`),
    `id,password,note\n1,[PASSWORD_1],${note}\n2,[PASSWORD_2],ok\n`,
  );
  assert.equal(
    redact(
      `INSERT INTO t (note, made, password) VALUES ('${note}', NOW(), 'tangerine'), ('a'::text, date('now'), 'kiwi7')`,
    ),
    `INSERT INTO t (note, made, password) VALUES ('${note}', NOW(), '[PASSWORD_1]'), ('a'::text, date('now'), '[PASSWORD_2]')`,
  );
});

test('redact() reads wide tables and statements, and the forms in which databases write them', () => {
  const names = Array.from({ length: 150 }, (_, column) => `column${column}`).join(',');
  const ones = '1,'.repeat(150);
  const cases: readonly [before: string, after: string][] = [
    [`${names},password\n${ones}`, '\n'],
    [`INSERT INTO t (${names}, password) VALUES (${ones}'`, "')"],
    ["INSERT IGNORE INTO t (id, password) VALUES (1, '", "')"],
    ["REPLACE INTO t (id, password) VALUES (_binary 'x', '", "')"],
  ];
  for (const [before, after] of cases)
    assert.equal(redact(`${before}tangerine${after}`), `${before}[PASSWORD]${after}`);
});

test('redact() reads the tables that shells of databases print, and on behind lines between two rows', () => {
  const tables = [
    ' user | password \n------+----------\n ann  | ⟦⟧\n(1 row)\n',
    '+------+----------+\n| user | password |\n+------+----------+\n| ann  | ⟦⟧ |\n+------+----------+\n',
    'id,note,password\n1,"a\nb",x\n2,c,⟦⟧\n',
    'id,password,note\n1,x,y\n\n2,⟦⟧,y\n',
  ];
  for (const table of tables) assert.equal(redact(table.replace('⟦⟧', 'tangerine')), table.replace('⟦⟧', '[PASSWORD]'));
});

test('redact() looks for heads among the lines behind a table', () => {
  const text = 'id;password\n1;kiwi7\nThanks.\nuser,token,pin\nann,x,4711\n';

  assert.equal(redact(text), 'id;password\n1;[PASSWORD]\nThanks.\nuser,token,pin\nann,x,[PIN]\n');
});

test('redact() takes two words with a comma between them for heads where they tell something, not a sentence', () => {
  assert.equal(
    redact('user,password\r\nann,tangerine\r\nbob,kiwi7\r\nWell, bananas'),
    'user,password\r\nann,[PASSWORD_1]\r\nbob,[PASSWORD_2]\r\nWell, bananas',
  );
  for (const text of ['Well, password\nann,tangerine\n', 'user,password, please\nann,tangerine\n'])
    assert.equal(redact(text), text);
});
