/** What all our Lambda functions have in common: Node 24 on arm64, a role without managed policies and a log group of their own. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundleOf } from '../bundling/bundle.ts';
import type { FunctionName, StageSettings } from '../stage-settings.ts';

export interface ServiceFunctionProps<Environment> {
  /** The folder in functions/. */
  readonly name: FunctionName;
  readonly settings: StageSettings;
  /** Encrypts the log, where the stage has a key of its own. */
  readonly key: IKey | undefined;
  /** Exactly what the function's contract asks for: a missing variable does not compile. */
  readonly environment: Environment;
  /** Where an event goes that failed three times, for functions invoked asynchronously. */
  readonly deadLetters?: IQueue;
  /**
   * For a function that sends messages to the very queue that invokes it. Lambda takes this for a loop that ran away and drops the
   * message after about 16 rounds, unless it is told that it is meant.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  readonly invokesItself?: boolean;
}

/** A function whose environment is its contract's `Environment`. */
export class ServiceFunction<
  Environment extends { readonly [Key in keyof Environment]: string },
> extends LambdaFunction {
  constructor(
    scope: Construct,
    id: string,
    { name, settings, key, environment, deadLetters, invokesItself }: ServiceFunctionProps<Environment>,
  ) {
    const { memoryMb, timeoutSeconds, reservedConcurrency } = settings.functions[name];
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/sightglass/${settings.stage}/${name}`,
      retention: settings.retention.logDays,
      ...(key === undefined ? {} : { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of our own: the managed AWSLambdaBasicExecutionRole may write to every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);

    super(scope, id, {
      description: `Sightglass ${settings.stage}: ${name}`,
      code: bundleOf(name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role,
      environment: Object.fromEntries(Object.entries<string>(environment)),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // START, END and REPORT lines would cost more than everything else that we log.
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
      ...(deadLetters === undefined ? {} : { deadLetterQueue: deadLetters }),
      ...(invokesItself ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
    });
  }
}
