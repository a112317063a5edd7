import type { PropertyRules } from './property-rules.js';

/** A resource of the template with every intrinsic function resolved. */
export interface ResolvedResource {
  readonly stackName: string;
  readonly logicalId: string;
  /** `AWS::Kinesis::Stream` */
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Set where CloudFormation deploys the stack: tells its made-up names from those of earlier resources. */
  readonly nameSuffix?: string;
}

/** What the rest of the template can ask of a resource once it exists. */
export interface Provisioned {
  /** The answer to `Ref`. */
  readonly physicalId: string;
  /** The answers to `Fn::GetAtt`, by attribute name. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A resource as it was before an update: its properties, and what its stack knows of it. */
export interface ExistingResource extends ResolvedResource, Provisioned {}

/** Brings one type of resource to life, changes it, and ends it; before the cloud runs and while it does. */
export interface Provisioner {
  readonly type: string;
  readonly properties: PropertyRules;
  /** What `Fn::GetAtt` can ask for; nothing where absent. */
  readonly attributes?: readonly string[];
  /**
   * The physical id of what the account has under the name that the resource has or would get, whoever made it. Absent:
   * none outlasts its stack, no other caller makes any, and a `provision` that throws leaves nothing.
   */
  find?(resource: ResolvedResource): Promise<string | undefined>;
  /** Creates the resource, or takes over the one that the data directory already holds. Repeating it changes nothing. */
  provision(resource: ResolvedResource): Promise<Provisioned>;
  /**
   * Changes a resource in place; only asked for changes that AWS makes without a replacement. Throws what AWS refuses,
   * and then the resource is as before. Absent: `provision` takes over with the new properties.
   */
  update?(resource: ResolvedResource, before: ExistingResource): Promise<Provisioned>;
  /**
   * Ends the resource and deletes its state. Removing what is not there changes nothing. Throws what AWS refuses, such
   * as a bucket that is not empty, and then the resource is as before.
   */
  remove?(physicalId: string, resource: ResolvedResource): Promise<void>;
}

/** The longest name that every service takes: a bucket's. */
const LONGEST_NAME = 63;

/**
 * The name a template leaves to CloudFormation. Without a suffix it is stable from run to run, so that durable data is
 * found again; with one it is new, and short enough for every service.
 */
export const physicalNameOf = ({ stackName, logicalId, nameSuffix }: ResolvedResource): string => {
  if (nameSuffix === undefined) return `${stackName}-${logicalId}`;
  const room = LONGEST_NAME - nameSuffix.length - 2;
  const logical = logicalId.slice(0, Math.max(room - stackName.length, Math.floor(room / 2)));
  return `${stackName.slice(0, room - logical.length)}-${logical}-${nameSuffix}`;
};

/** The name that the template gives to the resource in that property, else the one that it leaves to CloudFormation. */
export const nameOf = (resource: ResolvedResource, property: string): string =>
  String((resource.properties[property] as string | number | undefined) ?? physicalNameOf(resource));
