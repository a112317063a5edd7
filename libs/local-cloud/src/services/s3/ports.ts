/** What S3 needs from the rest of the cloud. */
export interface S3Ports {
  /** The document of the policy that is on a bucket, by the bucket's ARN; undefined where there is none. */
  policyOf(arn: string): unknown;
}
