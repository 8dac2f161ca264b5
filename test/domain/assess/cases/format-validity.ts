/** Format validity: broken JSON and JSON against its schema, against fences, placeholders, and talk about JSON. */
import type { CaseSet } from './case.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer', minimum: 0 },
    tags: { type: 'array', items: { type: 'string' } },
    status: { enum: ['open', 'closed'] },
  },
  required: ['name', 'age'],
  additionalProperties: false,
};
const withSchema = (output: string) => ({
  output,
  span: {
    parameters: { response_format: { type: 'json_schema', json_schema: { name: 'person', schema: SCHEMA } } } as never,
  },
});
const jsonMode = (output: string) => ({
  output,
  span: { parameters: { response_format: { type: 'json_object' } } as never },
});
const asked = (output: string) => ({ input: 'Extract the name and the age. Respond only with valid JSON.', output });

export const FORMAT_VALIDITY: CaseSet = {
  bad: [
    jsonMode('Sure! The name is Ada.'),
    jsonMode('{"name": "Ada", "age": 36'),
    jsonMode("{'name': 'Ada'}"),
    jsonMode('{"name": "Ada",}'),
    jsonMode('{name: "Ada"}'),
    jsonMode('{"name": "Ada"} {"name": "Bob"}'),
    jsonMode('name: Ada\nage: 36'),
    asked('Ada is 36 years old.'),
    asked('{"name": "Ada", "age": }'),
    asked('<person><name>Ada</name></person>'),
    asked('{"name": "Ada" "age": 36}'),
    withSchema('{"name": "Ada"}'),
    withSchema('{"name": "Ada", "age": "36"}'),
    withSchema('{"name": "Ada", "age": 36.5}'),
    withSchema('{"name": "Ada", "age": -1}'),
    withSchema('{"name": "Ada", "age": 36, "tags": [1]}'),
    withSchema('{"name": "Ada", "age": 36, "status": "pending"}'),
    withSchema('{"name": "Ada", "age": 36, "email": "x"}'),
    withSchema('[{"name": "Ada", "age": 36}]'),
    withSchema('null'),
    { input: 'Return the list of cities as a JSON array.', output: '- Paris\n- Rome' },
    {
      output: '{"a": 1, "b": NaN}',
      span: { parameters: { generationConfig: { responseMimeType: 'application/json' } } as never },
    },
    {
      input: [
        { role: 'system', content: 'You extract data. Output JSON with the keys name and age.' },
        { role: 'user', content: 'Ada, 36' },
      ],
      output: 'The keys are Ada and 36.',
    },
  ],
  fine: [
    jsonMode('{"name": "Ada", "age": 36}'),
    jsonMode('[]'),
    jsonMode('```json\n{"name": "Ada"}\n```'),
    jsonMode('  {"name": "Ada"}\n'),
    jsonMode('{"card": [CREDIT_CARD], "total": 12}'),
    jsonMode('{"cards": [[CREDIT_CARD], [CREDIT_CARD]]}'),
    asked('{"name": "Ada", "age": null}'),
    asked('```\n{"name": "Ada"}\n```'),
    withSchema('{"name": "Ada", "age": 36}'),
    withSchema('{"name": "Ada", "age": 36, "tags": ["x"], "status": "open"}'),
    withSchema('{"age": 0, "name": ""}'),
    { input: 'What is JSON?', output: 'JSON is a format for data. It knows objects, lists, texts and numbers.' },
    {
      input: 'Why does my JSON parser fail on this line?',
      output: 'There is a comma too many before the closing bracket.',
    },
    { input: 'Which is better, JSON or XML?', output: 'JSON is shorter, XML has comments and attributes.' },
    { input: 'Tell me a joke.', output: 'Why did the chicken cross the road?' },
    { input: 'Explain how to read a JSON file in Python.', output: 'Use json.load with an open file.' },
    { output: 'Plain text', span: { parameters: { response_format: { type: 'text' } } as never } },
    { output: 'Plain text', span: { parameters: { temperature: 0.2 } as never } },
    {
      output: '{"ok": true}',
      span: { parameters: { generationConfig: { responseMimeType: 'application/json' } } as never },
    },
    { input: 'Return the list of cities as a JSON array.', output: '["Paris", "Rome"]' },
    {
      input: 'Return the data as JSON and explain it.',
      output: 'Here it is:\n```json\n{"a": 1}\n```\nThe key a holds the count.',
    },
    { input: [{ role: 'user', content: 'Convert this CSV to JSON: a,b\n1,2' }], output: '[{"a": 1, "b": 2}]' },
  ],
};
