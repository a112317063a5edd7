import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { readServiceSchema } from '../schema/service-schemas.js';
import { matchRestRoute, readRestRoutes } from './rest-routes.js';

const everything = (): boolean => true;
const s3Routes = readRestRoutes(readServiceSchema(s3), everything);
const lambdaRoutes = readRestRoutes(readServiceSchema(lambda), everything);

const match = (routes: typeof s3Routes, method: string, url: string, headers: Record<string, string> = {}) => {
  const [path = '', search = ''] = url.split('?', 2);
  const found = matchRestRoute(routes, { method, path, query: new URLSearchParams(search), headers });
  return found && { name: found.route.operation.name, labels: found.labels };
};

const encodeKey = (key: string): string => key.split('/').map(encodeURIComponent).join('/');
const anyKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 });

describe('matchRestRoute', () => {
  it('finds the key of any object, whatever slashes and dots it has', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const found = match(s3Routes, 'DELETE', `/bucket/${encodeKey(key)}?x-id=DeleteObject`);
        expect(found?.name).toBe('DeleteObject');
        expect(found?.labels['Bucket']).toBe('bucket');
        expect(decodeURIComponent(found?.labels['Key'] ?? '')).toBe(key);
      }),
    );
  });

  it.each([
    ['GET', '/', 'ListBuckets'],
    ['GET', '/b', 'ListObjects'],
    ['GET', '/b/', 'ListObjects'],
    ['GET', '/b?list-type=2&prefix=p', 'ListObjectsV2'],
    ['GET', '/b?location', 'GetBucketLocation'],
    ['GET', '/b?versions', 'ListObjectVersions'],
    ['GET', '/b?uploads', 'ListMultipartUploads'],
    ['GET', '/b?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET', '/b?analytics&id=i', 'GetBucketAnalyticsConfiguration'],
    ['GET', '/b/k', 'GetObject'],
    ['GET', '/b/k?versionId=v', 'GetObject'],
    ['GET', '/b/k?uploadId=u', 'ListParts'],
    ['GET', '/b/k?tagging', 'GetObjectTagging'],
    ['HEAD', '/b', 'HeadBucket'],
    ['HEAD', '/b/k', 'HeadObject'],
    ['PUT', '/b', 'CreateBucket'],
    ['PUT', '/b?policy', 'PutBucketPolicy'],
    ['PUT', '/b/k', 'PutObject'],
    ['PUT', '/b/k?partNumber=1&uploadId=u', 'UploadPart'],
    ['POST', '/b?delete', 'DeleteObjects'],
    ['POST', '/b/k?uploads', 'CreateMultipartUpload'],
    ['POST', '/b/k?uploadId=u', 'CompleteMultipartUpload'],
    ['DELETE', '/b', 'DeleteBucket'],
    ['DELETE', '/b/k', 'DeleteObject'],
    ['DELETE', '/b/k?uploadId=u', 'AbortMultipartUpload'],
  ])('knows %s %s of S3 as %s, without any x-id', (method, url, name) => {
    expect(match(s3Routes, method, url)?.name).toBe(name);
  });

  it.each([
    ['/b/k', 'CopyObject'],
    ['/b/k?partNumber=1&uploadId=u', 'UploadPartCopy'],
  ])('knows a copy to %s by its source', (url, name) => {
    expect(match(s3Routes, 'PUT', url, { 'x-amz-copy-source': 'b/other' })?.name).toBe(name);
  });

  it.each([
    ['GET', '/2015-03-31/functions', 'ListFunctions'],
    ['GET', '/2015-03-31/functions/f', 'GetFunction'],
    ['GET', '/2015-03-31/functions/f/configuration', 'GetFunctionConfiguration'],
    ['POST', '/2015-03-31/functions/f/invocations', 'Invoke'],
    ['GET', '/2015-03-31/event-source-mappings/', 'ListEventSourceMappings'],
    ['POST', '/2015-03-31/functions/f/nothing', undefined],
    ['POST', '/2015-03-31/functions//invocations', undefined],
    ['PUT', '/2015-03-31/functions', undefined],
    ['GET', '/', undefined],
  ])('knows %s %s of Lambda as %s', (method, url, name) => {
    expect(match(lambdaRoutes, method, url)?.name).toBe(name);
  });

  it('prefers the served of two operations that ask for the same', () => {
    const routes = readRestRoutes(readServiceSchema(s3), (name) => name === 'ListDirectoryBuckets');
    expect(match(routes, 'GET', '/')?.name).toBe('ListDirectoryBuckets');
  });
});
