import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Provisioner } from '../../../core/provisioner.js';
import { TestEndpoint } from '../../../core/test-endpoint.js';
import { StackFixture } from '../../../core/stacks/testing/stack-fixture.js';
import { createCloudFormation } from '../create-cloudformation.js';

/** A template of queues by their logical ids. */
export const queuesTemplate = (resources: object, rest: object = {}): string =>
  JSON.stringify({
    Description: 'Sales',
    Resources: Object.fromEntries(
      Object.entries(resources).map(([logicalId, Properties]: [string, unknown]) => [
        logicalId,
        { Type: 'AWS::SQS::Queue', Properties },
      ]),
    ),
    ...rest,
  });

/** What a call that must fail fails with; its answer when it does not. */
export const failure = (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

/** CloudFormation over resources that are only remembered, and a client of it. */
export class CloudFormationFixture implements AsyncDisposable {
  private constructor(
    readonly world: StackFixture,
    private readonly endpoint: TestEndpoint,
    readonly client: CloudFormationClient,
    /** The objects of S3, by bucket and key. */
    readonly objects: Map<string, string>,
    /** The Systems Manager store. */
    readonly parameters: Map<string, string>,
  ) {}

  static async create(others: readonly Provisioner[] = []): Promise<CloudFormationFixture> {
    return CloudFormationFixture.#over(await StackFixture.create(others));
  }

  static async #over(world: StackFixture): Promise<CloudFormationFixture> {
    const [objects, parameters] = [new Map<string, string>(), new Map<string, string>()];
    const service = await createCloudFormation(world.context, world.engine, {
      readObject: async (bucket, key) => objects.get(`${bucket}/${key}`),
      storedParameter: (name) => parameters.get(name),
    });
    const endpoint = await TestEndpoint.of(service);
    const client = new CloudFormationClient(endpoint.client);
    return new CloudFormationFixture(world, endpoint, client, objects, parameters);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.endpoint[Symbol.asyncDispose]();
    await this.world[Symbol.asyncDispose]();
  }
}
