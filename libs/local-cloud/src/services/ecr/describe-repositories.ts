import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import { AwsError } from '@sales-cdc/aws-wire';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Repositories, Repository } from './repositories.js';

export interface EcrState {
  readonly context: CloudContext;
  readonly repositories: Repositories;
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories = (
  { repositoryNames, registryId, maxResults, nextToken }: DescribeRepositoriesRequest,
  { context: { accountId }, repositories }: EcrState,
): DescribeRepositoriesResponse => {
  if (maxResults !== undefined || nextToken !== undefined)
    throw new AwsError('InvalidParameterException', 'The local cloud does not page DescribeRepositories.');
  const registry = registryId ?? accountId;
  const known = registry === accountId ? repositories.all() : [];
  const found = repositoryNames?.map((name) => requireRepository(name, registry, known)) ?? known;
  return {
    repositories: found.map((repository) => ({
      repositoryArn: repository.arn,
      registryId: accountId,
      repositoryName: repository.name,
      repositoryUri: repository.uri,
      createdAt: new Date(repository.createdAtMs),
      imageTagMutability: repository.imageTagMutability,
    })),
  };
};

const requireRepository = (name: string, registry: string, known: readonly Repository[]): Repository => {
  const repository = known.find((one) => one.name === name);
  if (!repository)
    throw new AwsError(
      'RepositoryNotFoundException',
      `The repository with name '${name}' does not exist in the registry with id '${registry}'`,
    );
  return repository;
};
