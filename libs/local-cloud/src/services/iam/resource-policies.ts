import type { Policy } from './policy/policy.js';

interface Part {
  readonly policy: Policy;
  /** As it was written; undefined for a statement of a policy that is written piece by piece. */
  readonly document: unknown;
}

/** The policies of buckets, queues, topics and functions: for each resource what each owner says of it. */
export class ResourcePolicies {
  readonly #byResource = new Map<string, Map<string, Part>>();

  /** The one policy of the resource, in place of an earlier one. */
  put(resourceArn: string, owner: string, part: Part): void {
    this.#byResource.set(resourceArn, new Map([[owner, part]]));
  }

  delete(resourceArn: string): void {
    this.#byResource.delete(resourceArn);
  }

  /** Adds statements to what others have said. */
  add(resourceArn: string, owner: string, policy: Policy): void {
    const parts = this.#byResource.get(resourceArn) ?? new Map<string, Part>();
    this.#byResource.set(resourceArn, parts.set(owner, { policy, document: undefined }));
  }

  /** What the owner says, if it is not replaced already, of every resource but these. */
  deleteOf(owner: string, resourcesThatStay: readonly string[]): void {
    for (const [arn, parts] of this.#byResource) if (!resourcesThatStay.includes(arn)) parts.delete(owner);
  }

  of(resourceArn: string): Policy {
    return [...(this.#byResource.get(resourceArn)?.values() ?? [])].flatMap(({ policy }) => policy);
  }

  documentOf(resourceArn: string): unknown {
    const [part] = this.#byResource.get(resourceArn)?.values() ?? [];
    return part?.document;
  }
}
