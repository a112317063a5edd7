import type { PropertyRules } from './property-rules.js';

/** A resource of the template with every intrinsic function resolved. */
export interface ResolvedResource {
  readonly stackName: string;
  readonly logicalId: string;
  /** `AWS::Kinesis::Stream` */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the rest of the template can ask of a resource once it exists. */
export interface Provisioned {
  /** The answer to `Ref`. */
  readonly physicalId: string;
  /** The answers to `Fn::GetAtt`, by attribute name. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Brings one type of resource to life. */
export interface Provisioner {
  readonly type: string;
  readonly properties: PropertyRules;
  /** Creates the resource, or takes over the one that the data directory already holds. Repeating it changes nothing. */
  provision(resource: ResolvedResource): Promise<Provisioned>;
}

/** The name a template leaves to CloudFormation: stable from run to run, so that durable data is found again. */
export const physicalNameOf = ({ stackName, logicalId }: ResolvedResource): string => `${stackName}-${logicalId}`;
