/** XML as S3 and SNS write and read it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { childrenNamed, childText, element, parseXml, xmlDocument } from '../../../local/aws/xml.ts';

/** Text without the control characters that XML 1.0 cannot carry. */
const text = fc
  .string({ unit: 'grapheme' })
  .filter((one) => !/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(one));

test('parseXml() reads back whatever xmlDocument() and element() wrote', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (keys) => {
      const written = xmlDocument(
        'Delete',
        'http://example.com/',
        keys.map((key) => element('Object', [element('Key', key)])),
      );

      const read = parseXml(written);

      assert.equal(read.name, 'Delete');
      assert.deepEqual(
        childrenNamed(read, 'Object').map((one) => childText(one, 'Key')),
        keys,
      );
    }),
  );
});

test('parseXml() reads declarations, attributes, comments, empty elements and character references', () => {
  const read = parseXml('<?xml version="1.0"?><!-- note --><a x="1"><b/><c y="/">&#65;&#x42;&amp;lt;</c></a>\n');

  assert.deepEqual(read, {
    name: 'a',
    text: '',
    children: [
      { name: 'b', text: '', children: [] },
      { name: 'c', text: 'AB&lt;', children: [] },
    ],
  });
});

for (const source of ['', 'text', '<a>', '<a></b>', '<a/><b/>', '</a>', '<a><![CDATA[x]]></a>', '<!DOCTYPE a><a/>']) {
  test(`parseXml() refuses ${JSON.stringify(source)}`, () => {
    assert.throws(() => parseXml(source));
  });
}
