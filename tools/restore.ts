/** `npm run restore`: brings lost rows of a stage back from a copy of its table that DynamoDB restored from a point in time. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { awsTableName } from './keys/deployment.ts';
import { type PutBackCounts, putBack } from './restore/put-back.ts';

const HELP = `Usage:
  npm run restore -- --from sightglass-prod-restored [--stage prod] [--apply]

Puts back the rows that the restored table has and the stage's table has not; rows that are there stay as they are. Without --apply it
only counts them. docs/deploy.md tells how to make the restored table. People who were erased since that point in time come back:
erase them again.`;

const line = ({ rows, expired, present, missing }: PutBackCounts, apply: boolean): string =>
  `${rows} rows: ${present} are there, ${expired} have expired, ${missing} ${apply ? 'were put back' : 'are missing'}`;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      stage: { type: 'string', default: 'prod' },
      apply: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.from === undefined) {
    console.log(HELP);
    return;
  }
  const { from, apply } = values;
  const to = await awsTableName(values.stage);
  if (to === from)
    throw new Error(`${from} is the table of stage ${values.stage} itself; --from names the restored one`);
  let told = Date.now();
  const counts = await putBack({
    client: new DynamoDBClient({}),
    from,
    to,
    now: Date.now(),
    apply,
    onPage: (counts) => {
      if (Date.now() - told < 10_000) return;
      told = Date.now();
      console.log(line(counts, apply));
    },
  });
  console.log(line(counts, apply));
  if (!apply && counts.missing > 0) console.log('Nothing was changed; say --apply to put them back.');
  if (apply) console.log('Repeat the erasures that were done since the point in time that was restored.');
};

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
