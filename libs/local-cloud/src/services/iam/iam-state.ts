import { AwsError } from '@sales-cdc/aws-wire';
import { managedPolicyDocument } from './managed-policies.js';
import { parsePolicy, type Policy } from './policy/policy.js';

/** A role of the template. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: Policy;
  /** ARNs of managed policies. */
  readonly managed: Set<string>;
  /** Inline policies by name. */
  readonly inline: Map<string, Policy>;
}

/** The roles and policies of the account. They change while a template is provisioned; afterwards only policies of resources do. */
export class IamState {
  readonly #roles = new Map<string, Role>();
  readonly #managed = new Map<string, Policy>();
  readonly #ofResources = new Map<string, Policy>();
  readonly #documents = new Map<string, unknown>();
  #version = 0;

  /** Goes up with each change, after which no earlier decision holds. */
  get version(): number {
    return this.#version;
  }

  putRole(role: Role): void {
    for (const arn of role.managed) this.requireManaged(arn);
    this.#roles.set(role.arn, role);
    this.#version += 1;
  }

  putManaged(arn: string, policy: Policy): void {
    this.#managed.set(arn, policy);
    this.#version += 1;
  }

  /** The one policy of a bucket, a queue, …, in place of an earlier one. */
  putResourcePolicy(resourceArn: string, policy: Policy, document: unknown): void {
    this.#ofResources.set(resourceArn, policy);
    this.#documents.set(resourceArn, document);
    this.#version += 1;
  }

  removeResourcePolicy(resourceArn: string): void {
    this.#ofResources.delete(resourceArn);
    this.#documents.delete(resourceArn);
    this.#version += 1;
  }

  /** Adds statements to the policy of a resource whose policy is written piece by piece. */
  addToResourcePolicy(resourceArn: string, policy: Policy): void {
    this.#ofResources.set(resourceArn, [...(this.#ofResources.get(resourceArn) ?? []), ...policy]);
    this.#version += 1;
  }

  /** Adds an inline or a managed policy to a role that is named without its path. */
  attach(roleName: string, add: (role: Role) => void): void {
    const role = [...this.#roles.values()].find(({ name }) => name === roleName);
    if (!role) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
    add(role);
    this.#version += 1;
  }

  requireRole(arn: string): Role {
    const role = this.#roles.get(arn);
    if (!role) throw noSuchEntity(`The role ${arn} cannot be found; the local cloud knows the roles of the template.`);
    return role;
  }

  requireManaged(arn: string): Policy {
    const known = this.#managed.get(arn);
    if (known) return known;
    const document = managedPolicyDocument(arn);
    if (!document) throw noSuchEntity(`The local cloud does not know the policy ${arn}.`);
    const policy = parsePolicy(document, 'identity');
    this.#managed.set(arn, policy);
    return policy;
  }

  identityPolicyOf({ inline, managed }: Role): Policy {
    return [...inline.values(), ...[...managed].map((arn) => this.requireManaged(arn))].flat();
  }

  /** The resource's policy as it was written; undefined where it has none. */
  policyDocumentOf(resourceArn: string): unknown {
    return this.#documents.get(resourceArn);
  }

  /** An object is under the policy of its bucket. */
  resourcePolicyOf(resource: string): Policy {
    const container =
      resource.startsWith('arn:') && resource.split(':')[2] === 's3' ? resource.split('/')[0] : resource;
    return this.#ofResources.get(container ?? '') ?? [];
  }
}

const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message, 404);
