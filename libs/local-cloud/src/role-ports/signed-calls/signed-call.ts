import type { Access } from '../../core/authorization/authorization.js';
import type { CloudContext } from '../../core/cloud-context.js';

/** The members of an input that nobody has checked yet. */
export type Members = Readonly<Record<string, unknown>>;

/** For each operation of a service the accesses that a call asks for; none for an operation that needs no permission. */
export type SignedCallTable = Readonly<Record<string, (input: Members, context: CloudContext) => readonly Access[]>>;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

export const listOf = (value: unknown): readonly Members[] =>
  Array.isArray(value) ? (value as readonly unknown[]).map(membersOf) : [];
