import type { Policy } from './policy/policy.js';

/** A policy of its own in the template that is part of roles: inline under its name, or managed. */
export interface Attachment {
  /** Names of roles, without their paths. */
  readonly roles: readonly string[];
  readonly inline?: { readonly name: string; readonly policy: Policy };
  readonly managedArn?: string;
}

/** What is attached to roles, by what made it. */
export class Attachments {
  readonly #byOwner = new Map<string, Attachment>();

  put(owner: string, attachment: Attachment): void {
    this.#byOwner.set(owner, attachment);
  }

  delete(owner: string): void {
    this.#byOwner.delete(owner);
  }

  of(roleName: string): readonly Attachment[] {
    return [...this.#byOwner.values()].filter(({ roles }) => roles.includes(roleName));
  }
}
