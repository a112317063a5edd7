import type { StackOutput } from '@sales-cdc/cfn-template';

/** What a caller wants a stack to be. */
export interface StackDefinition {
  /** As it was given, JSON or YAML. */
  readonly templateBody: string;
  /** The values that the caller gave; the template's defaults are not among them. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The values of parameters that are read from the Systems Manager store, as they were when this was asked for. */
  readonly storedParameters: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly capabilities: readonly string[];
  readonly roleArn?: string;
}

/** A resource of a stack as it is now. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  /** Undefined until it is created. */
  readonly physicalId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Tells a name that CloudFormation makes up from other ones. */
  readonly nameSuffix?: string;
  readonly deletionPolicy?: string;
  readonly updateReplacePolicy?: string;
  /** `CREATE_COMPLETE` */
  readonly status: string;
  readonly reason?: string;
  readonly updatedAtMs: number;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export interface StackEvent {
  readonly id: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly atMs: number;
  readonly token?: string;
}

/** The parts of a stack that an update changes, and a failed one brings back. */
export interface StackState {
  readonly definition: StackDefinition;
  /** In the order of their creation. */
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, StackOutput>>;
  /** Names of other stacks' exports that it uses. */
  readonly imports: readonly string[];
}

/** How a stack is to be deleted. */
export interface Deletion {
  /** Logical ids of the resources that the caller wants to keep. */
  readonly retained: readonly string[];
  /** Whether the stack was never whole, so that its creation is undone. */
  readonly undoesCreation: boolean;
}

/** Everything durable about a stack. */
export interface StackRecord extends StackState {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly createdAtMs: number;
  readonly updatedAtMs?: number;
  readonly deletedAtMs?: number;
  readonly terminationProtection: boolean;
  /** Whether a failed creation or update is left as it is. */
  readonly disableRollback: boolean;
  /** Whether what the operation that runs created is removed on its rollback even where it is to be retained. */
  readonly retainExceptOnCreate?: boolean;
  /** While it is deleted: what was asked for. */
  readonly deletion?: Deletion;
  /** During an update and until what it superseded is gone: what the stack was before. */
  readonly before?: StackState;
  /** Resources that an update took out of the stack, to be removed at its end; oldest first. */
  readonly superseded: readonly StackResource[];
  /** What is being made in the place of a resource that exists. */
  readonly replacement?: StackResource;
  readonly changeSetId?: string;
  /** The caller's `ClientRequestToken` of the operation that runs, which its events bear. */
  readonly token?: string;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
}

/** Whether an operation is under way. */
export const isInProgress = ({ status }: Pick<StackRecord, 'status'>): boolean => status.endsWith('_IN_PROGRESS');
