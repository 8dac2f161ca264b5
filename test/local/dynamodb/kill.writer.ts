/** A process that writes until it is killed, and says on standard output what was acknowledged. Run by kill.test.ts. */
import { writeSync } from 'node:fs';
import { createDynamoDb } from '../../../local/aws/dynamodb/dynamodb.ts';
import { callJson } from '../post-json.ts';
import { CALLS, call, PLACE } from './setup.ts';

const [directory = '', run = ''] = process.argv.slice(2);
const service = await createDynamoDb({ directory, ...PLACE });
service.createTable(CALLS);

const send = (operation: string, input: object) => callJson(service, `DynamoDB_20120810.${operation}`, input);

const TableName = 'Calls';
const item = (pk: string, sk: string) => call(pk, sk, { hour: 'h', start: `${pk}/${sk}`, payload: 'x'.repeat(2000) });

/** Each step writes under a key of its own: one item, two in a transaction, or three in a batch. */
for (let n = 0; ; n++) {
  const pk = `${run}-${n}`;
  if (n % 3 === 0) {
    await send('PutItem', { TableName, Item: item(pk, '1') });
  } else if (n % 3 === 1) {
    const TransactItems = ['1', '2'].map((sk) => ({ Put: { TableName, Item: item(pk, sk) } }));
    await send('TransactWriteItems', { TransactItems, ClientRequestToken: pk });
  } else {
    const puts = ['1', '2', '3'].map((sk) => ({ PutRequest: { Item: item(pk, sk) } }));
    await send('BatchWriteItem', { RequestItems: { [TableName]: puts } });
  }
  writeSync(1, `${pk}\n`);
}
