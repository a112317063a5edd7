import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
} from '@aws-sdk/client-s3';
import { Bucket, failure, S3Endpoint } from './s3-endpoint.js';

const POLICY = { Version: '2012-10-17', Statement: [] };
const ofTemplate = 'of-template';

describe('Buckets of S3, through the SDK', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open({
      region: 'eu-west-1',
      ports: { policyOf: (arn) => (arn === `arn:aws:s3:::${ofTemplate}` ? POLICY : undefined) },
    });
    await s3.service.provisioners[0]?.provision({
      stackName: 'stack',
      logicalId: 'Bucket',
      type: 'AWS::S3::Bucket',
      properties: {
        BucketName: ofTemplate,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' } },
          ],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        LoggingConfiguration: { LogFilePrefix: 'log/' },
        Tags: [{ Key: 'team', Value: 'sales' }],
        LifecycleConfiguration: {
          Rules: [
            { Id: 'abort', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
            { Id: 'old', Status: 'Enabled', Prefix: 'errors/', ExpirationInDays: 90 },
            {
              Status: 'Disabled',
              Prefix: 'a/',
              TagFilters: [{ Key: 'k', Value: 'v' }],
              ObjectSizeGreaterThan: '5',
              Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }],
              NoncurrentVersionExpirationInDays: 7,
            },
          ],
        },
      },
    });
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  it('are created, found, located and deleted', async () => {
    const own = { Bucket: 'my-bucket.2' };
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    const { Location } = await s3.client.send(new CreateBucketCommand({ ...own, CreateBucketConfiguration }));
    expect(Location).toBe('/my-bucket.2');
    expect(await s3.client.send(new HeadBucketCommand(own))).toMatchObject({ BucketRegion: 'eu-west-1' });
    const { LocationConstraint } = await s3.client.send(new GetBucketLocationCommand(own));
    expect(LocationConstraint).toBe('eu-west-1');
    await s3.client.send(new DeleteBucketCommand(own));
    expect(await failure(s3.client.send(new HeadBucketCommand(own)))).toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('are listed by name, with a prefix, page by page', async () => {
    const { Buckets } = await s3.client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket, ofTemplate]);
    expect(Buckets?.[0]?.CreationDate).toEqual(new Date(s3.clock.now()));
    const page = await s3.client.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(page.Buckets?.map(({ Name }) => Name)).toEqual([Bucket]);
    const rest = new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken: page.ContinuationToken });
    expect((await s3.client.send(rest)).Buckets?.map(({ Name }) => Name)).toEqual([ofTemplate]);
    const some = await s3.client.send(new ListBucketsCommand({ Prefix: 'of' }));
    expect(some.Buckets?.map(({ Name }) => Name)).toEqual([ofTemplate]);
  });

  it('are created once', async () => {
    expect(await failure(s3.client.send(new CreateBucketCommand({ Bucket })))).toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it('may be created again in us-east-1 alone', async () => {
    await using virginia = await S3Endpoint.open();
    expect((await virginia.client.send(new CreateBucketCommand({ Bucket }))).Location).toBe('/lake');
    const { LocationConstraint } = await virginia.client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBeUndefined();
  });

  it('are deleted only when they are empty', async () => {
    await s3.put('last');
    expect(await failure(s3.client.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      $metadata: { httpStatusCode: 409 },
    });
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'last' }));
  });

  it.each(['Upper', 'a', 'a..b', '192.168.0.1', 'under_score'])('are not named %j', async (name) => {
    expect(await failure(s3.client.send(new CreateBucketCommand({ Bucket: name })))).toMatchObject({
      name: 'InvalidBucketName',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('are in the region of this cloud only', async () => {
    const CreateBucketConfiguration = { LocationConstraint: 'ap-south-1' } as const;
    const elsewhere = new CreateBucketCommand({ Bucket: 'elsewhere', CreateBucketConfiguration });
    expect(await failure(s3.client.send(elsewhere))).toMatchObject({ name: 'InvalidLocationConstraint' });
  });

  it('tell how they are encrypted, as of the template or as every new one is', async () => {
    const rules = async (of: string) =>
      (await s3.client.send(new GetBucketEncryptionCommand({ Bucket: of }))).ServerSideEncryptionConfiguration?.Rules;
    expect(await rules(ofTemplate)).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' }, BucketKeyEnabled: true },
    ]);
    expect(await rules(Bucket)).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
  });

  it('tell what public access they block: all, unless the template says otherwise', async () => {
    const blocked = async (of: string) =>
      (await s3.client.send(new GetPublicAccessBlockCommand({ Bucket: of }))).PublicAccessBlockConfiguration;
    const of = (others: boolean) => ({
      BlockPublicAcls: true,
      IgnorePublicAcls: others,
      BlockPublicPolicy: others,
      RestrictPublicBuckets: others,
    });
    expect(await blocked(ofTemplate)).toEqual(of(false));
    expect(await blocked(Bucket)).toEqual(of(true));
  });

  it('tell who owns their objects', async () => {
    const owner = async (of: string) =>
      (await s3.client.send(new GetBucketOwnershipControlsCommand({ Bucket: of }))).OwnershipControls?.Rules;
    expect(await owner(ofTemplate)).toEqual([{ ObjectOwnership: 'ObjectWriter' }]);
    expect(await owner(Bucket)).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  it('tell where they log to', async () => {
    const logging = async (of: string) =>
      (await s3.client.send(new GetBucketLoggingCommand({ Bucket: of }))).LoggingEnabled;
    expect(await logging(ofTemplate)).toEqual({ TargetBucket: ofTemplate, TargetPrefix: 'log/' });
    expect(await logging(Bucket)).toBeUndefined();
  });

  it('tell the rules of their lifecycle', async () => {
    const { Rules } = await s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: ofTemplate }));
    expect(Rules).toEqual([
      {
        ID: 'abort',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { ID: 'old', Status: 'Enabled', Filter: { Prefix: 'errors/' }, Expiration: { Days: 90 } },
      {
        Status: 'Disabled',
        Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 5 } },
        Transitions: [{ StorageClass: 'GLACIER', Days: 30 }],
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
      },
    ]);
  });

  it('name what of their lifecycle they cannot tell', async () => {
    const name = 'untold';
    await s3.service.provisioners[0]?.provision({
      stackName: 'stack',
      logicalId: 'Untold',
      type: 'AWS::S3::Bucket',
      properties: {
        BucketName: name,
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', NoncurrentVersionTransitions: [] }] },
      },
    });
    const sent = s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }));
    expect(await failure(sent)).toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('NoncurrentVersionTransitions') as string,
    });
    await s3.client.send(new DeleteBucketCommand({ Bucket: name }));
  });

  it('tell their tags and their policy', async () => {
    const { TagSet } = await s3.client.send(new GetBucketTaggingCommand({ Bucket: ofTemplate }));
    expect(TagSet).toEqual([{ Key: 'team', Value: 'sales' }]);
    const { Policy = '' } = await s3.client.send(new GetBucketPolicyCommand({ Bucket: ofTemplate }));
    expect(JSON.parse(Policy)).toEqual(POLICY);
  });

  it('say that they keep no versions', async () => {
    expect((await s3.client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  });

  it.each([
    [
      'lifecycle',
      () => s3.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
      'NoSuchLifecycleConfiguration',
    ],
    ['tags', () => s3.client.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet'],
    ['policy', () => s3.client.send(new GetBucketPolicyCommand({ Bucket })), 'NoSuchBucketPolicy'],
  ])('without %s say so', async (_what, send, name) => {
    expect(await failure(send())).toMatchObject({ name, BucketName: Bucket, $metadata: { httpStatusCode: 404 } });
  });

  it.each([
    ['encryption', () => s3.client.send(new GetBucketEncryptionCommand({ Bucket: 'none' }))],
    ['location', () => s3.client.send(new GetBucketLocationCommand({ Bucket: 'none' }))],
    ['tags', () => s3.client.send(new GetBucketTaggingCommand({ Bucket: 'none' }))],
    ['versions', () => s3.client.send(new GetBucketVersioningCommand({ Bucket: 'none' }))],
  ])('that are not there have no %s', async (_what, send) => {
    expect(await failure(send())).toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    });
  });
});
