/** Where the bootstrap stack notes its version; its default qualifier is part of the name. */
export const VERSION_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/** The request for that parameter, in the form in which a local cloud takes it: credentials are not checked. */
export const versionRequest = () => ({
  method: 'POST',
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AmazonSSM.GetParameter',
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/ssm/aws4_request, SignedHeaders=host, Signature=local',
  },
  body: JSON.stringify({ Name: VERSION_PARAMETER }),
});
