/** Lambda: functions, and what hangs on them. */
import { textAt } from '../json.ts';
import { fields, harmless, listOf, only, refused, run } from '../property-rules.ts';
import { arn, generatedId, generatedName, type NamedResource, type ResourceType } from '../resource-type.ts';
import { explicitName } from './explicit-name.ts';

const functionName = (resource: NamedResource): string =>
  explicitName(resource, 'FunctionName') ?? generatedName(resource, 64);

const functionArn = (resource: NamedResource): string => arn(resource, 'lambda', `function:${functionName(resource)}`);

/** The ARN of the function a version or alias belongs to; its FunctionName property may be a name or an ARN. */
const ownerArn = (resource: NamedResource): string => {
  const name = textAt(resource.properties, 'FunctionName');
  return name.startsWith('arn:') ? name : arn(resource, 'lambda', `function:${name}`);
};

export const lambdaTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': {
    ref: functionName,
    attributes: { Arn: functionArn },
    properties: fields({
      FunctionName: run,
      Description: harmless('only shown in the console'),
      Runtime: only('nodejs22.x', 'nodejs24.x'),
      Architectures: harmless('the laptop runs the function on its own processor'),
      PackageType: only('Zip'),
      Code: fields({
        S3Bucket: harmless('the asset is read from the cloud assembly'),
        S3Key: run,
        ZipFile: refused('inline code is not in the cloud assembly as a folder; use an asset'),
      }),
      Handler: run,
      Role: run,
      MemorySize: run,
      Timeout: run,
      EphemeralStorage: harmless('the disk of the laptop is not limited per function'),
      Environment: fields({ Variables: run }),
      ReservedConcurrentExecutions: run,
      LoggingConfig: fields({
        LogGroup: run,
        LogFormat: run,
        ApplicationLogLevel: run,
        SystemLogLevel: run,
      }),
      DeadLetterConfig: fields({ TargetArn: run }),
      TracingConfig: harmless('X-Ray samples what it is sent; nothing in the function changes'),
      RecursiveLoop: harmless('AWS stops loops between SQS, SNS and Lambda; a loop here is stopped with Ctrl-C'),
      RuntimeManagementConfig: harmless('the laptop runs the Node that the project brings along'),
      SnapStart: refused('snapshots of execution environments do not exist on a laptop'),
      VpcConfig: refused('there is no VPC on a laptop'),
      Layers: refused('layers are not part of the asset folder'),
      FileSystemConfigs: refused('there is no EFS on a laptop'),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::Lambda::Version': {
    ref: (resource) => `${ownerArn(resource)}:1`,
    attributes: { Version: () => '1', FunctionArn: (resource) => `${ownerArn(resource)}:1` },
    properties: fields({
      FunctionName: run,
      Description: harmless('only shown in the console'),
      CodeSha256: harmless('the assembly holds one version of the code'),
    }),
  },
  'AWS::Lambda::Alias': {
    ref: (resource) => `${ownerArn(resource)}:${textAt(resource.properties, 'Name')}`,
    attributes: { AliasArn: (resource) => `${ownerArn(resource)}:${textAt(resource.properties, 'Name')}` },
    properties: fields({
      FunctionName: run,
      FunctionVersion: run,
      Name: run,
      Description: harmless('only shown in the console'),
      ProvisionedConcurrencyConfig: harmless('a warm environment starts on first use; only the first call is slower'),
    }),
  },
  'AWS::Lambda::Permission': {
    ref: (resource) => generatedName(resource, 100),
    properties: fields({
      Action: only('lambda:InvokeFunction'),
      FunctionName: run,
      Principal: run,
      SourceArn: run,
      SourceAccount: run,
    }),
  },
  'AWS::Lambda::EventSourceMapping': {
    ref: (resource) => generatedId(resource, 24),
    attributes: { Id: (resource) => generatedId(resource, 24) },
    properties: fields({
      EventSourceArn: run,
      FunctionName: run,
      Enabled: run,
      BatchSize: run,
      MaximumBatchingWindowInSeconds: run,
      FunctionResponseTypes: listOf(only('ReportBatchItemFailures')),
      ScalingConfig: fields({ MaximumConcurrency: run }),
      Tags: harmless('labels only'),
    }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    ref: (resource) => generatedId(resource, 24),
    properties: fields({
      FunctionName: run,
      Qualifier: run,
      MaximumEventAgeInSeconds: run,
      MaximumRetryAttempts: run,
      DestinationConfig: fields({ OnFailure: fields({ Destination: run }), OnSuccess: fields({ Destination: run }) }),
    }),
  },
};
