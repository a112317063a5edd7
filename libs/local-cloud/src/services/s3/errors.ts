import { AwsError } from '@sales-cdc/aws-wire';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noSuchBucket = (bucketName: string): AwsError =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { members: { BucketName: bucketName } });

export const noSuchKey = (key: string): AwsError =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { members: { Key: key } });

export const noSuchUpload = (uploadId: string): AwsError =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { members: { UploadId: uploadId } },
  );

/** What HEAD answers: it has no body to say more. */
export const notFound = (): AwsError => new AwsError('NotFound', 'Not Found', 404);

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    members: { Condition: condition },
  });

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgument', message, 400);

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message, 400);

export const malformedXml = (): AwsError =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    400,
  );

export const notImplemented = (member: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not implement ${member}; leave it out.`, 501);
