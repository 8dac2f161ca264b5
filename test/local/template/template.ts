/** Resolves a template written in a test. */
import type { SynthesizedStack } from '../../../local/template/assembly.ts';
import type { Json, JsonObject } from '../../../local/template/json.ts';
import { type ResolvedAssembly, resolveAssembly } from '../../../local/template/resolve-assembly.ts';

export const WORLD = {
  accountId: '000000000000',
  region: 'eu-west-1',
  apiUrl: 'http://127.0.0.1:4318',
  gatewayUrl: 'http://127.0.0.1:4319',
};

export const stackOf = (template: JsonObject, name = 'Stack'): SynthesizedStack => ({
  name,
  region: undefined,
  accountId: undefined,
  template,
  assets: new Map(),
  constructPaths: new Map(),
});

export const resolveTemplates = (...templates: readonly JsonObject[]): ResolvedAssembly =>
  resolveAssembly(
    templates.map((template, index) => stackOf(template, `Stack${index === 0 ? '' : index + 1}`)),
    WORLD,
  );

/** The value of one expression, in a template that has a queue, a table, a mapping and two conditions. */
export const evaluate = (expression: Json): Json | undefined => {
  const { outputs, refusals } = resolveTemplates({
    Parameters: { Size: { Type: 'Number', Default: 7 } },
    Mappings: { Sizes: { small: { memory: 128 } } },
    Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
    Resources: {
      Jobs: { Type: 'AWS::SQS::Queue' },
      Items: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'items' } },
    },
    Outputs: { Value: { Value: expression } },
  });
  if (refusals.length > 0) throw new Error(refusals.map(({ reason }) => reason).join('; '));
  return outputs.get('Stack.Value');
};
