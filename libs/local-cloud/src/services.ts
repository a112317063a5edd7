import type { WireCall } from '@sales-cdc/aws-wire';
import type { CloudAssembly } from '@sales-cdc/cfn-template';
import type { CloudContext } from './core/cloud-context.js';
import { ignoredTypesByName } from './core/ignored-types.js';
import type { CloudService, StageProgress } from './core/service.js';
import { StackEngine } from './core/stacks/stack-engine.js';
import type { Between, Machinery } from './machinery.js';
import { crawlerPortsUnderRole } from './role-ports/crawler-ports.js';
import { firehosePortsFor } from './role-ports/firehose-ports.js';
import { functionAccessFor, functionLogsFor } from './role-ports/lambda-ports.js';
import { mappingPortsFor } from './role-ports/mapping-ports.js';
import { pipePortsFor } from './role-ports/pipe-ports.js';
import { authorizeSignedCalls } from './role-ports/signed-calls/authorize-signed-calls.js';
import { subscribersOf } from './role-ports/topic-ports.js';
import { createAthena, type AthenaApi } from './services/athena/index.js';
import { createCloudFormation, type CloudFormationApi } from './services/cloudformation/index.js';
import { createCloudWatch, type CloudWatchApi } from './services/cloudwatch/index.js';
import { createDynamoDbStreams, type DynamoDbStreamsApi } from './services/dynamodb-streams/index.js';
import { createDynamoDb, type DynamoDbApi } from './services/dynamodb/index.js';
import { createEcr, type EcrApi } from './services/ecr/index.js';
import { createFirehose, type FirehoseApi } from './services/firehose/index.js';
import { createGlue, type GlueApi } from './services/glue/index.js';
import { createIam } from './services/iam/index.js';
import { createKinesis, type KinesisApi } from './services/kinesis/index.js';
import { createLambda, type Lambda, type LambdaApi } from './services/lambda/index.js';
import { createLogs, type LogsOperations } from './services/logs/index.js';
import { createPipes, type PipesApi } from './services/pipes/index.js';
import { createS3, type S3Api } from './services/s3/index.js';
import { createSns, type SnsApi } from './services/sns/index.js';
import { createSqs, type SqsApi } from './services/sqs/index.js';
import { createSsm, type SsmApi } from './services/ssm/index.js';
import { createSts, type StsApi } from './services/sts/index.js';

/** The operations of every service that can be called. */
export interface Apis {
  readonly athena: AthenaApi;
  readonly cloudformation: CloudFormationApi;
  readonly cloudwatch: CloudWatchApi;
  readonly dynamodb: DynamoDbApi;
  readonly dynamodbStreams: DynamoDbStreamsApi;
  readonly ecr: EcrApi;
  readonly firehose: FirehoseApi;
  readonly glue: GlueApi;
  readonly kinesis: KinesisApi;
  readonly lambda: LambdaApi;
  readonly logs: LogsOperations;
  readonly pipes: PipesApi;
  readonly s3: S3Api;
  readonly sns: SnsApi;
  readonly sqs: SqsApi;
  readonly ssm: SsmApi;
  readonly sts: StsApi;
}

export interface ServiceSources {
  readonly assembly: CloudAssembly;
  readonly lambdaRuntime: URL;
  /** Asked late: the port is not known before the server listens. */
  readonly endpointUrl: () => string;
  readonly machinery?: Machinery | undefined;
}

export interface CreatedServices {
  readonly services: readonly CloudService[];
  readonly apis: Apis;
  readonly stacks: StackEngine;
  /** Throws AWS's error for a call over the wire that its caller's role does not allow. */
  readonly authorize: (call: WireCall) => void;
}

/**
 * Makes every service and binds its ports to its neighbours' operations. Each is handed to `owned` as soon as it
 * exists. The order is the way of a change, from the table to the query.
 */
export const createServices = async (
  unmeasured: CloudContext,
  { assembly, lambdaRuntime, endpointUrl, machinery = {} }: ServiceSources,
  owned: AsyncDisposable[],
): Promise<CreatedServices> => {
  const { openStore, startEnvironment, between = asTheyAre } = machinery;
  const services: CloudService[] = [];
  const own = <Service extends CloudService>(service: Service): Service => {
    services.push(service);
    owned.push(service);
    return service;
  };

  const cloudwatch = createCloudWatch(unmeasured, { progress: () => progressOf(services) });
  const context: CloudContext = { ...unmeasured, metrics: cloudwatch.metrics };
  const iam = own(createIam(context));
  const sts = own(
    createSts(context, { find: (key) => iam.sessions.find(key), admit: (session) => iam.admit(session) }),
  );
  const ssm = own(await createSsm(context));
  const ecr = own(createEcr(context));
  const logs = own(await createLogs(context, { onLogged: cloudwatch.takeLogged }));
  const s3 = own(createS3(context, { policyOf: (arn) => iam.policyDocumentOf(arn) }));
  const dynamodb = own(await createDynamoDb(context, { s3: s3.api, openStore }));
  const dynamodbStreams = own(await createDynamoDbStreams(context, { changeStreams: dynamodb.changeStreams }));
  const kinesis = own(await createKinesis(context));
  const sqs = own(await createSqs(context, { endpointUrl, policies: iam.resourcePolicies }));
  const pipes = own(
    await createPipes(
      context,
      pipePortsFor(iam, {
        streams: between('Pipes', 'DynamoDB Streams', withPending(dynamodbStreams)),
        kinesis: between('Pipes', 'Kinesis', kinesis.api),
        sqs: between('Pipes', 'SQS', sqs.api),
        logs: logs.api,
      }),
    ),
  );
  const readObject = async (bucket: string, key: string): Promise<Uint8Array | undefined> => {
    const path = await s3.localPath(bucket, key);
    return path === undefined ? undefined : context.disk.readFile(path);
  };
  const hasBucket = (Bucket: string): Promise<boolean> =>
    s3.api.HeadBucket({ Bucket }).then(
      () => true,
      () => false,
    );
  const assets = { pathOf: (key: string) => assembly.assetPath(key), readObject, hasBucket };
  const subscribers = {
    sqs: sqs.api,
    // Made after SNS, which must be there for functions' failed batches.
    lambda: { Invoke: (input: Parameters<LambdaApi['Invoke']>[0]) => lambda.api.Invoke(input) },
  };
  const sns = own(
    await createSns(context, {
      subscribersOf: subscribersOf(context, iam, subscribers),
      policyOf: (arn) => iam.policyDocumentOf(arn),
      endpointUrl,
    }),
  );
  const lambdaSources = {
    kinesis: between('Lambda', 'Kinesis', withPending(kinesis)),
    streams: between('Lambda', 'DynamoDB Streams', withPending(dynamodbStreams)),
    sqs: between('Lambda', 'SQS', sqs.api),
    sns: between('Lambda', 'SNS', sns.api),
  };
  const lambda: Lambda = own(
    createLambda(
      context,
      {
        assets,
        logsFor: functionLogsFor(context, iam, logs.api),
        accessFor: functionAccessFor(iam.sessions, endpointUrl),
        mappingPortsFor: mappingPortsFor(iam, lambdaSources),
      },
      { runtimeUrl: lambdaRuntime, startEnvironment },
    ),
  );
  const glue = own(createGlue(context, { s3: s3.api, logs: logs.api, underRole: crawlerPortsUnderRole(context, iam) }));
  const firehose = own(
    createFirehose(
      context,
      firehosePortsFor(context, iam, {
        kinesis: between('Firehose', 'Kinesis', withPending(kinesis)),
        lambda: between('Firehose', 'Lambda', lambda.api),
        s3: between('Firehose', 'S3', s3.api),
        logs: logs.api,
        glue: glue.api,
      }),
    ),
  );
  const athena = own(createAthena(context, { glue: glue.api, s3 }));

  const stacks = new StackEngine(context, {
    provisioners: new Map(services.flatMap((service) => service.provisioners.map((one) => [one.type, one] as const))),
    ignoredTypes: ignoredTypesByName,
  });
  const cloudformation = own(
    await createCloudFormation(context, stacks, {
      readObject: async (bucket, key) => textOf(await readObject(bucket, key)),
      storedParameter: (name) => ssm.valueOf(name),
    }),
  );

  // Last, so that it stops looking at the others before they end.
  own(cloudwatch);

  return {
    services,
    stacks,
    authorize: authorizeSignedCalls(context, iam.sessions),
    apis: {
      athena: athena.api,
      cloudformation: cloudformation.api,
      cloudwatch: cloudwatch.api,
      dynamodb: dynamodb.api,
      dynamodbStreams: dynamodbStreams.api,
      ecr: ecr.api,
      firehose: firehose.api,
      glue: glue.api,
      kinesis: kinesis.api,
      lambda: lambda.api,
      logs: logs.operations,
      pipes: pipes.api,
      s3: s3.api,
      sns: sns.api,
      sqs: sqs.api,
      ssm: ssm.api,
      sts: sts.api,
    },
  };
};

const asTheyAre: Between = (_caller, _callee, operations) => operations;

/** How far every service is, one after the other, so that what a stage hands over while we ask is seen at the next. */
export const progressOf = async (services: readonly CloudService[]): Promise<readonly StageProgress[]> => {
  const stages: StageProgress[] = [];
  for (const service of services) stages.push(...((await service.progress?.()) ?? []));
  return stages;
};

/** The operations of a log together with what lies ahead of a reader's position in it. */
const withPending = <Operations extends object, Place extends readonly unknown[]>(log: {
  readonly api: Operations;
  pendingAfter(...place: Place): Promise<number>;
}): Operations & { pendingAfter(...place: Place): Promise<number> } => ({
  ...log.api,
  pendingAfter: (...place) => log.pendingAfter(...place),
});

const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('utf8');
