import { arnOf, type CloudContext } from '../../core/cloud-context.js';

/** A repository of the template. It is only recorded: images can be neither pushed nor pulled. */
export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly imageTagMutability: 'MUTABLE' | 'IMMUTABLE';
  readonly createdAtMs: number;
}

/** The repositories that templates have asked for. */
export class Repositories {
  readonly #repositories = new Map<string, Repository>();

  constructor(private readonly context: CloudContext) {}

  all(): readonly Repository[] {
    return [...this.#repositories.values()];
  }

  find(name: string): Repository | undefined {
    return this.#repositories.get(name);
  }

  put(name: string, imageTagMutability: Repository['imageTagMutability']): Repository {
    const { accountId, region, clock } = this.context;
    const repository: Repository = {
      name,
      arn: arnOf(this.context, 'ecr', `repository/${name}`),
      uri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
      imageTagMutability,
      createdAtMs: this.find(name)?.createdAtMs ?? clock.now(),
    };
    this.#repositories.set(name, repository);
    return repository;
  }

  delete(name: string): void {
    this.#repositories.delete(name);
  }
}
