import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { Construct } from 'constructs';
import { type Stage } from '../stage.js';
import { createServiceRole } from './service-role.js';
import { titled } from './titled.js';

export interface TransformProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  /** The folder that holds `index.cjs`. */
  readonly bundle: string;
}

/** The function that turns changes into lines of the lake, on behalf of Firehose. */
export class Transform extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { entity: { name }, stage, bundle }: TransformProps) {
    super(scope, id);
    const functionName = `${name}-transform-${stage.name}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundle),
      memorySize: Size.mebibytes(512).toMebibytes(),
      timeout: Duration.minutes(1), // Firehose gives up after five
      logGroup,
      environment: {
        POWERTOOLS_SERVICE_NAME: `${name}-transform`,
        POWERTOOLS_METRICS_NAMESPACE: `${titled(name)}Cdc`,
        POWERTOOLS_LOG_LEVEL: 'INFO',
      },
      role: createServiceRole(this, 'Role', {
        service: 'lambda.amazonaws.com',
        permissions: [
          {
            sid: 'WriteLogs',
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          },
        ],
      }),
    });
  }
}
