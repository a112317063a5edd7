/** The policies of resources that their owners write at run time, such as a queue's attribute `Policy`. */
export interface ResourcePolicies {
  /** The policy as it was written; undefined where there is none. */
  documentOf(resourceArn: string): unknown;
  /** In place of an earlier one. Throws MalformedPolicyDocument for what AWS, or the local cloud, does not take. */
  put(resourceArn: string, document: unknown): void;
  remove(resourceArn: string): void;
}
