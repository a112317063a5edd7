import { createHash } from 'node:crypto';
import { AwsError } from '@sales-cdc/aws-wire';
import type { StackTemplate } from '@sales-cdc/cfn-template';
import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import type { ProvisionedAssembly, ProvisionedResource } from '../../core/provisioning.js';

/** What CloudFormation needs from the rest of the cloud. */
export interface CloudFormationPorts {
  readonly stacks: readonly StackTemplate[];
  /** Undefined until every resource is there. */
  provisioned(): ProvisionedAssembly | undefined;
}

/** A stack of the assembly, as callers see it. */
export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  readonly template: StackTemplate['template'];
  readonly status: 'CREATE_IN_PROGRESS' | 'CREATE_COMPLETE';
  /** Differs: the stacks are created anew by each run, so this is when the run began. */
  readonly createdAt: Date;
  readonly resources: readonly ProvisionedResource[];
  readonly outputs: ProvisionedAssembly['outputs'][string];
}

/** The stacks that this run was started with. */
export class CloudFormationState {
  readonly #createdAt: Date;

  constructor(
    private readonly context: CloudContext,
    private readonly ports: CloudFormationPorts,
  ) {
    this.#createdAt = new Date(context.clock.now());
  }

  all(): readonly DeployedStack[] {
    const provisioned = this.ports.provisioned();
    return this.ports.stacks.map(({ stackName: name, template }) => ({
      name,
      id: this.#idOf(name),
      template,
      status: provisioned ? 'CREATE_COMPLETE' : 'CREATE_IN_PROGRESS',
      createdAt: this.#createdAt,
      resources: provisioned?.resources.filter(({ stackName }) => stackName === name) ?? [],
      outputs: provisioned?.outputs[name] ?? {},
    }));
  }

  /** By name or id. */
  require(nameOrId: string | undefined): DeployedStack {
    const stack = this.all().find(({ name, id }) => nameOrId === name || nameOrId === id);
    if (!stack) throw validationError(`Stack with id ${nameOrId ?? ''} does not exist`);
    return stack;
  }

  /** The same in every run, as a stack keeps its id. */
  #idOf(name: string): string {
    const hex = createHash('sha256').update(`${this.context.accountId} ${this.context.region} ${name}`).digest('hex');
    const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
    return arnOf(this.context, 'cloudformation', `stack/${name}/${uuid}`);
  }
}

export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);
