/** One thing that somebody wants to do: `kinesis:PutRecords` on `arn:aws:kinesis:…:stream/changes`. */
export interface Access {
  /** As IAM names it, not as the API does: `lambda:InvokeFunction`. */
  readonly action: string;
  readonly resource: string;
}

/** A service that takes on a role of the template to act for one of its resources. */
export interface RoleSession {
  readonly roleArn: string;
  /** `pipes.amazonaws.com` */
  readonly service: string;
  /** The pipe, the function, … for which it acts: `aws:SourceArn` in the role's trust policy. */
  readonly sourceArn: string;
  /** What error messages name after the role. */
  readonly sessionName: string;
  /** `sts:ExternalId`, for services that give one. */
  readonly externalId?: string;
}

/** What a role session may do. */
export interface Permissions {
  /** Throws AWS's error of the action's service unless the policies allow the access. */
  authorize(access: Access): void;
}

/** The way in to IAM for everyone who acts under a role. */
export interface Authorization {
  /** Throws AccessDenied when the role does not trust the service, NoSuchEntity when the template has no such role. */
  assume(session: RoleSession): Permissions;
  /** What a service may do without a role for one of its resources: `sns.amazonaws.com` for a topic. */
  inOwnName(service: string, sourceArn: string): Permissions;
}
