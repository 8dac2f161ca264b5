import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../../local/template/json.ts';
import { evaluate } from './template.ts';

const cases: readonly (readonly [what: string, expression: Json, value: Json])[] = [
  ['Ref of a queue is its URL at the gateway', { Ref: 'Jobs' }, 'http://127.0.0.1:4319/000000000000/Stack-Jobs'],
  ['Ref of a table is its name', { Ref: 'Items' }, 'items'],
  ['Ref of a parameter is its default', { Ref: 'Size' }, 7],
  ['Ref of AWS::StackName is the stack', { Ref: 'AWS::StackName' }, 'Stack'],
  ['Fn::GetAtt takes a list', { 'Fn::GetAtt': ['Jobs', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:Stack-Jobs'],
  ['Fn::GetAtt takes a dotted text', { 'Fn::GetAtt': 'Jobs.QueueName' }, 'Stack-Jobs'],
  [
    'Fn::Join joins what its parts resolve to',
    { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Partition' }, { Ref: 'Size' }]] },
    'a/aws/7',
  ],
  [
    'Fn::Sub fills in references, attributes, its own variables, and leaves literals',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
    { 'Fn::Sub': ['${AWS::Region} ${Items} ${Jobs.Arn} ${own} ${!kept}', { own: { Ref: 'Size' } }] },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
    'eu-west-1 items arn:aws:sqs:eu-west-1:000000000000:Stack-Jobs 7 ${kept}',
  ],
  ['Fn::Select picks from a Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  ['Fn::If follows its condition', { 'Fn::If': ['No', 'yes', { 'Fn::If': ['Yes', 'no', 'never'] }] }, 'no'],
  ['Fn::And and Fn::Or combine', { 'Fn::If': ['Yes', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 0] }, 128],
  ['AWS::NoValue removes the property that holds it', { kept: 1, gone: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
  ['AWS::NoValue removes the item that is it', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  ['Fn::Base64 encodes', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
  [
    'an address of an HTTP API becomes the local one',
    {
      'Fn::Join': [
        '',
        ['https://', 'abcdefghij', '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/v1'],
      ],
    },
    'http://127.0.0.1:4318/v1',
  ],
];

for (const [what, expression, expected] of cases)
  test(what, () => {
    assert.deepEqual(evaluate(expression), expected);
  });

const refused: readonly (readonly [what: string, expression: Json, reason: RegExp])[] = [
  ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, /Fn::Cidr is not known/],
  ['a reference to nothing', { Ref: 'Nowhere' }, /no resource or parameter Nowhere/],
  ['an attribute without a local value', { 'Fn::GetAtt': ['Items', 'StreamArn'] }, /no local value for its attribute/],
  ['a selection outside its list', { 'Fn::Select': [3, ['a']] }, /outside its list/],
  ['an import that nobody exports', { 'Fn::ImportValue': 'elsewhere' }, /no stack of this assembly exports elsewhere/],
  ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'big', 'memory'] }, /not in Mappings/],
  ['a dynamic reference', 'Password {{resolve:secretsmanager:x}}', /dynamic references/],
];

for (const [what, expression, reason] of refused)
  test(`an expression is refused for ${what}`, () => {
    assert.throws(() => evaluate(expression), reason);
  });
