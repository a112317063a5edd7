import { DescribeRepositoriesCommand, ECRClient, ListImagesCommand } from '@aws-sdk/client-ecr';
import { testContext } from '../../core/test-context.js';
import { TestEndpoint } from '../../core/test-endpoint.js';
import { createEcr } from './index.js';

describe('ECR, through the SDK', () => {
  let endpoint: TestEndpoint;
  let client: ECRClient;
  const ecr = createEcr(testContext(''));
  const [provisioner] = ecr.provisioners;
  const resource = {
    stackName: 's',
    logicalId: 'Images',
    type: 'AWS::ECR::Repository',
    properties: { RepositoryName: 'images' },
  };
  beforeAll(async () => {
    endpoint = await TestEndpoint.of(ecr);
    client = new ECRClient(endpoint.client);
  });
  afterAll(async () => {
    client.destroy();
    await endpoint[Symbol.asyncDispose]();
  });
  const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

  it('tells of a repository while its template has it', async () => {
    await provisioner?.provision(resource);
    const describe = new DescribeRepositoriesCommand({ repositoryNames: ['images'] });
    expect((await client.send(describe)).repositories).toMatchObject([
      {
        repositoryArn: 'arn:aws:ecr:eu-west-1:123456789012:repository/images',
        repositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/images',
      },
    ]);
    const elsewhere = new DescribeRepositoriesCommand({ repositoryNames: ['images'], registryId: '999999999999' });
    expect(await failure(client.send(elsewhere))).toMatchObject({
      message: "The repository with name 'images' does not exist in the registry with id '999999999999'",
    });
    await provisioner?.remove?.('images', resource);
    expect(await failure(client.send(describe))).toMatchObject({ name: 'RepositoryNotFoundException' });
  });

  it('has no images', async () => {
    expect(await failure(client.send(new ListImagesCommand({ repositoryName: 'images' })))).toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});
