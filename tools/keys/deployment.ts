/** Finds the table of a deployment: of the local service by the note it leaves, of AWS by the outputs of its data stack. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable, type Table } from '../../src/adapters/dynamodb/table.ts';

/** What a running local service leaves in its data folder for tools beside it: where it listens and the operator's keys. */
export interface LocalNote {
  readonly url: string;
  readonly gatewayUrl: string;
  readonly region: string;
  readonly tableName: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export const NOTE_FILE = 'service.json';

/**
 * The note of the local service that uses a data folder.
 * @throws {Error} when none is running there
 */
export const readNote = (dataFolder: string): LocalNote => {
  const path = join(dataFolder, NOTE_FILE);
  if (!existsSync(path)) throw new Error(`no local service runs on ${dataFolder}; start it with npm start`);
  return JSON.parse(readFileSync(path, 'utf8')) as LocalNote;
};

/** The table of the local service. */
export const localTable = ({ gatewayUrl, region, tableName, credentials }: LocalNote): Table =>
  createTable(new DynamoDBClient({ endpoint: gatewayUrl, region, credentials }), tableName);

/**
 * The table of a stage that was deployed to AWS, with the credentials of the shell.
 * @throws {Error} when the stage is not deployed in the account and region, or the shell has neither
 */
export const awsTable = async (stage: string): Promise<Table> =>
  createTable(new DynamoDBClient({}), await awsTableName(stage));

/**
 * The name of the table of a stage that was deployed to AWS.
 * @throws {Error} when the stage is not deployed in the account and region, or the shell has neither
 */
export const awsTableName = async (stage: string): Promise<string> => {
  const stackName = `sightglass-${stage}-data`;
  const answer = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName: stackName }))
    .catch((error: Error) => {
      const hint = 'see that AWS_PROFILE and AWS_REGION lead to it, or say --local';
      throw new Error(`stack ${stackName} was not found in AWS (${error.message}); ${hint}`, { cause: error });
    });
  const outputs = answer.Stacks?.[0]?.Outputs ?? [];
  const tableName = outputs.find(({ OutputKey }) => OutputKey === 'TableName')?.OutputValue;
  if (tableName === undefined) throw new Error(`stack ${stackName} has no output TableName; deploy the stage first`);
  return tableName;
};
