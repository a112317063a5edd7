import { createIam, SystemClock, systemDisk, type CloudContext } from '@sales-cdc/local-cloud';

const ROUNDS = 10_001;
const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream';

const context: CloudContext = {
  partition: 'aws',
  region: 'us-east-1',
  accountId: '000000000000',
  dataDirectory: '',
  disk: systemDisk,
  clock: new SystemClock(),
  observer: {},
  limits: 'aws',
  random: Math.random,
};

/** A role with twenty statements, the last of which allows what is asked for. */
const role = {
  stackName: 'bench',
  logicalId: 'Role',
  type: 'AWS::IAM::Role',
  properties: {
    RoleName: 'bench',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'pipes.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [
      {
        PolicyName: 'twenty',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: Array.from({ length: 20 }, (_, index) => ({
            Effect: 'Allow',
            Action: ['kinesis:PutRecord', 'kinesis:PutRecords'],
            Resource: index === 19 ? `${STREAM}/*` : `${STREAM}-${index}-*`,
          })),
        },
      },
    ],
  },
};

const iam = createIam(context);
for (const provisioner of iam.provisioners) if (provisioner.type === role.type) await provisioner.provision(role);
const permissions = iam.assume({
  roleArn: 'arn:aws:iam::000000000000:role/bench',
  service: 'pipes.amazonaws.com',
  sessionName: 'bench',
  sourceArn: 'arn:aws:pipes:us-east-1:000000000000:pipe/bench',
});

const medianMicros = (resourceOf: (round: number) => string): number => {
  const micros = Array.from({ length: ROUNDS }, (_, round) => {
    const resource = resourceOf(round);
    const startMs = performance.now();
    permissions.authorize({ action: 'kinesis:PutRecords', resource });
    return (performance.now() - startMs) * 1_000;
  });
  return Number((micros.sort((a, b) => a - b)[(ROUNDS - 1) / 2] ?? NaN).toFixed(2));
};

console.log(
  JSON.stringify({
    newMicros: medianMicros((round) => `${STREAM}/${round}`),
    decidedBeforeMicros: medianMicros(() => `${STREAM}/0`),
  }),
);
