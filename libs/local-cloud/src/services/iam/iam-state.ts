import { AwsError } from '@sales-cdc/aws-wire';
import { Attachments, type Attachment } from './attachments.js';
import { managedPolicyDocument } from './managed-policies.js';
import { parsePolicy, type Policy } from './policy/policy.js';
import { ResourcePolicies } from './resource-policies.js';

/** A role of the template. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: Policy;
  /** ARNs of managed policies. */
  readonly managed: ReadonlySet<string>;
  /** Its own inline policies by name. */
  readonly inline: ReadonlyMap<string, Policy>;
  /** Set for a role that no service here acts under: what its policies say is not read. */
  readonly isRecordedOnly?: boolean;
}

/** The roles and policies of the account. */
export class IamState {
  readonly #roles = new Map<string, Role>();
  readonly #managed = new Map<string, Policy>();
  readonly #attachments = new Attachments();
  readonly #ofResources = new ResourcePolicies();
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

  /** A role that is not there is none. Throws a DeleteConflict while policies are attached to it. */
  removeRole(name: string): void {
    const role = this.roleNamed(name);
    if (!role) return;
    if (this.#attachments.of(name).length > 0)
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    this.#roles.delete(role.arn);
    this.#version += 1;
  }

  putManaged(arn: string, policy: Policy): void {
    this.#managed.set(arn, policy);
    this.#version += 1;
  }

  /** Throws a DeleteConflict while roles name it. */
  removeManaged(arn: string): void {
    if ([...this.#roles.values()].some(({ managed }) => managed.has(arn)))
      throw deleteConflict('Cannot delete a policy attached to entities.');
    this.#managed.delete(arn);
    this.#version += 1;
  }

  /** The one policy of a bucket, a queue, …, in place of an earlier one. */
  putResourcePolicy(resourceArn: string, owner: string, policy: Policy, document: unknown): void {
    this.#ofResources.put(resourceArn, owner, { policy, document });
    this.#version += 1;
  }

  removeResourcePolicy(resourceArn: string): void {
    this.#ofResources.delete(resourceArn);
    this.#version += 1;
  }

  /** Adds statements to the policy of a resource whose policy is written piece by piece. */
  addToResourcePolicy(resourceArn: string, owner: string, policy: Policy): void {
    this.#ofResources.add(resourceArn, owner, policy);
    this.#version += 1;
  }

  /** Forgets what the owner has said of any resource but these. */
  removeResourcePolicies(owner: string, resourcesThatStay: readonly string[] = []): void {
    this.#ofResources.deleteOf(owner, resourcesThatStay);
    this.#version += 1;
  }

  /** Makes a policy part of roles, and of no others than these. Throws NoSuchEntity for a role that is not there. */
  attach(owner: string, attachment: Attachment): void {
    for (const name of attachment.roles)
      if (!this.roleNamed(name)) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    this.#attachments.put(owner, attachment);
    this.#version += 1;
  }

  detach(owner: string): void {
    this.#attachments.delete(owner);
    this.#version += 1;
  }

  roleNamed(roleName: string): Role | undefined {
    return [...this.#roles.values()].find(({ name }) => name === roleName);
  }

  roleWithArn(arn: string): Role | undefined {
    return this.#roles.get(arn);
  }

  requireRole(arn: string): Role {
    const role = this.roleWithArn(arn);
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

  /** What the role's own policies and those attached to it say; nothing once the role is gone. */
  identityPolicyOf({ arn }: Pick<Role, 'arn'>): Policy {
    const role = this.roleWithArn(arn);
    if (!role) return [];
    const attached = this.#attachments.of(role.name);
    const inline = new Map([
      ...role.inline,
      ...attached.flatMap((one) => (one.inline ? [nameAndPolicy(one.inline)] : [])),
    ]);
    const managed = new Set([...role.managed, ...attached.flatMap(({ managedArn }) => managedArn ?? [])]);
    return [...inline.values(), ...[...managed].map((policyArn) => this.requireManaged(policyArn))].flat();
  }

  /** The resource's policy as it was written; undefined where it has none. */
  policyDocumentOf(resourceArn: string): unknown {
    return this.#ofResources.documentOf(resourceArn);
  }

  /** An object is under the policy of its bucket. */
  resourcePolicyOf(resource: string): Policy {
    const container =
      resource.startsWith('arn:') && resource.split(':')[2] === 's3' ? resource.split('/')[0] : resource;
    return this.#ofResources.of(container ?? '');
  }
}

const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message, 404);

const deleteConflict = (message: string): AwsError => new AwsError('DeleteConflict', message, 409);

const nameAndPolicy = ({ name, policy }: NonNullable<Attachment['inline']>): readonly [string, Policy] => [
  name,
  policy,
];
