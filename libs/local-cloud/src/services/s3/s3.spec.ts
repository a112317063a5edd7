import * as fc from 'fast-check';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import type { ObjectCreated } from '../../core/observer.js';
import { createS3, type S3Service } from './index.js';
import { compareKeys } from './key-order.js';
import { metadataPath, objectPath } from './object-path.js';

const nastySegment = fc.oneof(
  fc.constantFrom(
    '',
    '.',
    '..',
    '...',
    '~',
    '%',
    '%2E',
    '%+',
    'a',
    'A',
    'con',
    ' ',
    '\u0000',
    '*',
    '?',
    '\\',
    '"',
    'ü',
    '😀',
    '\uffee',
    'x.json',
    'a%.json',
    'n'.repeat(300),
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const anyKey = fc
  .array(nastySegment, { minLength: 1, maxLength: 5 })
  .map((segments) => segments.join('/'))
  .filter((key) => key !== '' && Buffer.byteLength(key) <= 1024);

describe('S3', () => {
  let directory: string;
  let clock: ManualClock;
  let created: ObjectCreated[];
  let s3: S3Service;

  const open = (): S3Service => {
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: directory,
      disk: systemDisk,
      clock,
      observer: { objectCreated: (object) => created.push(object) },
      limits: 'aws',
      random: () => 0.5,
    };
    return createS3(context);
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 's3-'));
    clock = new ManualClock();
    created = [];
    s3 = open();
    await s3.api.CreateBucket({ Bucket: 'lake' });
  });

  afterEach(() => rm(directory, { recursive: true }));

  const put = (Key: string, Body: Uint8Array | string = 'x'): Promise<unknown> =>
    s3.api.PutObject({ Bucket: 'lake', Key, Body });

  const get = async (Key: string, from = s3): Promise<string> => {
    const { Body } = await from.api.GetObject({ Bucket: 'lake', Key });
    return Body instanceof Uint8Array ? Buffer.from(Body).toString('latin1') : '(a stream)';
  };

  const keys = async (from = s3): Promise<(string | undefined)[]> => {
    const { Contents } = await from.api.ListObjectsV2({ Bucket: 'lake' });
    return (Contents ?? []).map(({ Key }) => Key);
  };

  const filesBelow = async (folder: string): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };

  describe('an object', () => {
    it('comes back as it was put, whatever its key, and lies below its bucket', () =>
      fc.assert(
        fc.asyncProperty(anyKey, fc.uint8Array({ maxLength: 50 }), async (key, bytes) => {
          await s3.api.PutObject({
            Bucket: 'lake',
            Key: key,
            Body: bytes,
            Metadata: { Owner: 'me' },
            ContentEncoding: 'gzip',
          });
          const again = open();
          for (const service of [s3, again]) {
            const { Body, ContentLength, Metadata, ContentEncoding } = await service.api.GetObject({
              Bucket: 'lake',
              Key: key,
            });
            expect(Array.from(Body as Uint8Array)).toEqual(Array.from(bytes));
            expect({ ContentLength, Metadata, ContentEncoding }).toEqual({
              ContentLength: bytes.length,
              Metadata: { owner: 'me' },
              ContentEncoding: 'gzip',
            });
          }
          expect(await keys(again)).toEqual([key]);
          const path = await s3.localPath('lake', key);
          expect(relative(join(directory, 's3', 'lake', 'objects'), path ?? '/')).not.toMatch(/^(\.\.\/|\/|$)/);
          for (const file of await filesBelow(directory))
            expect(file.startsWith(join(directory, 's3', 'lake'))).toBe(true);
          await s3.api.DeleteObject({ Bucket: 'lake', Key: key });
          expect(await filesBelow(join(directory, 's3', 'lake'))).toEqual([
            join(directory, 's3', 'lake', 'bucket.json'),
          ]);
        }),
        { numRuns: 60 },
      ));

    it('shares its path with no other, nor with the metadata of another', () => {
      fc.assert(
        fc.property(anyKey, anyKey, (one, other) => {
          fc.pre(one !== other);
          expect(objectPath('/o', one)).not.toBe(objectPath('/o', other));
          expect(metadataPath('/o', one)).not.toBe(objectPath('/o', other));
          for (const pathOf of [objectPath, metadataPath])
            expect(pathOf('/o', one).startsWith(`${pathOf('/o', other)}/`)).toBe(false);
          for (const name of objectPath('/o', one).split('/')) expect(name.length).toBeLessThan(210);
        }),
      );
    });

    it('lies in plain sight: the key is the path, so that Hive folders stay readable', () => {
      expect(objectPath('/o', 'sales/dt=2026-11-23/a-1.gz')).toBe('/o/sales/dt=2026-11-23/a-1.gz');
      expect(objectPath('/o', '../a//b')).toBe('/o/%2E%2E/a/%%/b%');
    });

    it('is told to the observer when it can be read', async () => {
      await put('a', 'four');
      expect(created).toEqual([{ bucket: 'lake', key: 'a', sizeBytes: 4 }]);
    });

    it('may come as a stream, and goes as one when it is large', async () => {
      const chunk = Buffer.alloc(1024 * 1024, 7);
      await s3.api.PutObject({ Bucket: 'lake', Key: 'large', Body: Readable.from([chunk, chunk]) });
      const { Body, ContentLength } = await s3.api.GetObject({ Bucket: 'lake', Key: 'large' });
      expect(ContentLength).toBe(2 * 1024 * 1024);
      const chunks: Uint8Array[] = [];
      for await (const part of Body as Readable) chunks.push(part as Uint8Array);
      expect(Buffer.concat(chunks).equals(Buffer.concat([chunk, chunk]))).toBe(true);
    });

    it('keeps its ETag, the MD5 of its bytes', async () => {
      expect(await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'hello' })).toEqual({
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
      });
      expect(await s3.api.HeadObject({ Bucket: 'lake', Key: 'a' })).toMatchObject({
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
        ContentLength: 5,
      });
    });

    it('is read whole by a reader that began before it was replaced', async () => {
      await put('a', 'old');
      const reading = get('a');
      await put('a', 'new!');
      expect(await reading).toBe('old');
      expect(await get('a')).toBe('new!');
    });

    it('stands beside others whose keys go on after its own, since S3 has no folders', async () => {
      const together = ['a', 'a/', 'a//', 'a/b', 'a/b/c.gz', 'a/b/c.gz/d', 'a/b/c.gz/', 'a/..', 'a/../x'];
      for (const key of together) await put(key, key);
      for (const service of [s3, open()]) for (const key of together) expect(await get(key, service)).toBe(key);
      await s3.api.DeleteObject({ Bucket: 'lake', Key: 'a/b' });
      expect(await keys(open())).toEqual(together.filter((key) => key !== 'a/b').sort(compareKeys));
    });

    it.each([
      ['', 'InvalidArgument'],
      ['k'.repeat(1025), 'KeyTooLongError'],
      ['\ud800', 'InvalidArgument'],
    ])('has a key that S3 takes (%#)', async (key, code) => {
      await expect(put(key)).rejects.toMatchObject({ code });
    });

    it.each([
      [{ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'BadDigest'],
      [{ ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
      [{ ChecksumCRC64NVME: 'AAAAAAAAAAA=' }, 'BadDigest'],
      [{ ChecksumSHA1: 'AAAA' }, 'InvalidRequest'],
      [{ ChecksumSHA256: 'A'.repeat(44), ChecksumCRC32: 'NhCmhg==' }, 'InvalidRequest'],
      [{ ChecksumAlgorithm: 'CRC32C' as const }, 'InvalidRequest'],
      [{ ChecksumXXHASH3: 'AAAAAAAAAAA=' }, 'NotImplemented'],
      [{ ChecksumAlgorithm: 'XXHASH64' as const }, 'NotImplemented'],
      [{ Tagging: 'a=1&a=2' }, 'InvalidTag'],
      [{ ACL: 'public-read' as const }, 'NotImplemented'],
      [{ StorageClass: 'GLACIER' as const }, 'NotImplemented'],
      [{ ExpectedBucketOwner: '111111111111' }, 'AccessDenied'],
    ])('is refused with %j', async (more, code) => {
      await expect(s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'hello', ...more })).rejects.toMatchObject({
        code,
      });
      expect(await keys()).toEqual([]);
    });

    it('is taken with the checksum of its bytes, which comes back to who asks for it', async () => {
      const checksum = { ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' };
      expect(await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'hello', ChecksumCRC32: 'NhCmhg==' })).toEqual({
        ETag: '"5d41402abc4b2a76b9719d911017c592"',
        ...checksum,
      });
      for (const service of [s3, open()]) {
        const Bucket = 'lake';
        expect(await service.api.HeadObject({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' })).toMatchObject(checksum);
        expect(await service.api.HeadObject({ Bucket, Key: 'a' })).not.toMatchObject(checksum);
        expect(
          await service.api.GetObjectAttributes({
            Bucket,
            Key: 'a',
            ObjectAttributes: ['Checksum', 'ETag', 'ObjectSize', 'StorageClass'],
          }),
        ).toMatchObject({
          Checksum: checksum,
          ETag: '5d41402abc4b2a76b9719d911017c592',
          ObjectSize: 5,
          StorageClass: 'STANDARD',
        });
      }
    });

    it('keeps its tags, which may be changed without it', async () => {
      const target = { Bucket: 'lake', Key: 'a' };
      await s3.api.PutObject({ ...target, Body: 'hello', Tagging: 'team=sales&k=' });
      expect(await s3.api.GetObjectTagging(target)).toEqual({
        TagSet: [
          { Key: 'team', Value: 'sales' },
          { Key: 'k', Value: '' },
        ],
      });
      expect(await s3.api.HeadObject(target)).toMatchObject({ TagCount: 2 });
      await s3.api.PutObjectTagging({ ...target, Tagging: { TagSet: [{ Key: 'team', Value: 'lake' }] } });
      expect(await open().api.GetObjectTagging(target)).toEqual({ TagSet: [{ Key: 'team', Value: 'lake' }] });
      await s3.api.DeleteObjectTagging(target);
      expect(await s3.api.GetObjectTagging(target)).toEqual({ TagSet: [] });
      await expect(s3.api.DeleteObjectTagging({ ...target, Key: 'none' })).rejects.toMatchObject({ code: 'NoSuchKey' });
      expect(await get('a')).toBe('hello');
    });

    it('is given with other headers where the reader asks for them', async () => {
      await put('a');
      const headers = { ContentType: 'text/plain', ContentDisposition: 'attachment' };
      expect(
        await s3.api.GetObject({
          Bucket: 'lake',
          Key: 'a',
          ResponseContentType: 'text/plain',
          ResponseContentDisposition: 'attachment',
        }),
      ).toMatchObject(headers);
    });

    it('is not copied to itself unless something changes', async () => {
      const copy = { Bucket: 'lake', Key: 'a', CopySource: 'lake/a' };
      await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'hello', Tagging: 'k=v' });
      await expect(s3.api.CopyObject(copy)).rejects.toMatchObject({ code: 'InvalidRequest' });
      await s3.api.CopyObject({ ...copy, MetadataDirective: 'REPLACE', ContentType: 'text/plain' });
      expect(await s3.api.HeadObject({ Bucket: 'lake', Key: 'a' })).toMatchObject({
        ContentType: 'text/plain',
        TagCount: 1,
      });
    });

    it.each([
      [{ CopySourceIfMatch: '"other"' }, 'PreconditionFailed'],
      [{ CopySourceIfNoneMatch: '*' }, 'PreconditionFailed'],
      [{ CopySourceIfModifiedSince: new Date('2030-01-01') }, 'PreconditionFailed'],
      [{ CopySourceIfUnmodifiedSince: new Date('2020-01-01') }, 'PreconditionFailed'],
      [{ CopySource: 'lake/a?versionId=1' }, 'InvalidArgument'],
      [{ CopySource: 'lake/%E0%A4' }, 'InvalidArgument'],
      [{ CopySource: 'lake/none' }, 'NoSuchKey'],
      [{ CopySource: '../a' }, 'NoSuchBucket'],
    ])('is not copied with %j', async (more, code) => {
      await put('a');
      await expect(
        s3.api.CopyObject({ Bucket: 'lake', Key: 'b', CopySource: 'lake/a', ...more }),
      ).rejects.toMatchObject({ code });
    });

    it('is copied with its metadata', async () => {
      await s3.api.PutObject({ Bucket: 'lake', Key: 'a ü', Body: 'hello', Metadata: { k: 'v' } });
      await s3.api.CopyObject({ Bucket: 'lake', Key: 'b', CopySource: '/lake/a%20%C3%BC' });
      expect(await s3.api.HeadObject({ Bucket: 'lake', Key: 'b' })).toMatchObject({
        Metadata: { k: 'v' },
        ContentLength: 5,
      });
    });
  });

  describe('conditions and ranges', () => {
    beforeEach(() => put('a', '0123456789'));

    it.each([
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=8-100', '89', 'bytes 8-9/10'],
      ['bytes=0-0', '0', 'bytes 0-0/10'],
      ['bytes=-100', '0123456789', 'bytes 0-9/10'],
      ['bytes=5-3', '0123456789', undefined],
      ['bytes=0-1,4-5', '0123456789', undefined],
      ['lines=1-2', '0123456789', undefined],
    ])('%s gives %s', async (Range, text, ContentRange) => {
      const { Body, ...answer } = await s3.api.GetObject({ Bucket: 'lake', Key: 'a', Range });
      expect(Buffer.from(Body as Uint8Array).toString()).toBe(text);
      expect([answer.ContentRange, answer.ContentLength]).toEqual([ContentRange, text.length]);
    });

    it('a range beyond the end is refused', async () => {
      await expect(s3.api.GetObject({ Bucket: 'lake', Key: 'a', Range: 'bytes=10-' })).rejects.toMatchObject({
        code: 'InvalidRange',
        status: 416,
      });
    });

    it('If-None-Match: * writes only what is not there', async () => {
      const write = (Key: string): Promise<unknown> =>
        s3.api.PutObject({ Bucket: 'lake', Key, Body: 'new', IfNoneMatch: '*' });
      await expect(write('a')).rejects.toMatchObject({ code: 'PreconditionFailed', status: 412 });
      await write('b');
      expect([await get('a'), await get('b')]).toEqual(['0123456789', 'new']);
    });

    it('one of many concurrent first writers wins', async () => {
      const writes = Array.from({ length: 10 }, (_, n) =>
        s3.api.PutObject({ Bucket: 'lake', Key: 'once', Body: String(n), IfNoneMatch: '*' }),
      );
      const won = (await Promise.allSettled(writes))
        .map(({ status }, n) => (status === 'fulfilled' ? String(n) : undefined))
        .filter(Boolean);
      expect(won).toEqual([await get('once')]);
    });

    it('If-Match replaces only what the writer has seen', async () => {
      const { ETag } = await s3.api.HeadObject({ Bucket: 'lake', Key: 'a' });
      await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'second', IfMatch: ETag });
      await expect(s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'third', IfMatch: ETag })).rejects.toMatchObject({
        code: 'PreconditionFailed',
      });
      await expect(s3.api.PutObject({ Bucket: 'lake', Key: 'z', Body: 'third', IfMatch: ETag })).rejects.toMatchObject({
        code: 'NoSuchKey',
      });
    });

    it('If-None-Match of a reader says when nothing is new', async () => {
      const { ETag } = await s3.api.HeadObject({ Bucket: 'lake', Key: 'a' });
      await expect(s3.api.GetObject({ Bucket: 'lake', Key: 'a', IfNoneMatch: ETag })).rejects.toMatchObject({
        status: 304,
      });
    });
  });

  describe('a listing', () => {
    it('is in the order of UTF-8 bytes', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
          const [left, right] = [Buffer.from(a), Buffer.from(b)];
          fc.pre(left.toString() === a && right.toString() === b);
          expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(left, right));
        }),
      );
    });

    it('names every key under the prefix once, whatever the size of its pages', async () => {
      const all = ['a', 'b/1', 'b/2', 'b/3', 'b/c/1', 'b0', 'é', '\uffee', '😀'];
      for (const key of [...all].reverse()) await put(key);
      for (const size of [1, 2, 3, 1000]) {
        expect(await pages({ MaxKeys: size })).toEqual(all);
        expect(await pages({ MaxKeys: size, Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/3', 'b/c/1']);
        expect(await pages({ MaxKeys: size, StartAfter: 'b/2' })).toEqual(all.slice(3));
        expect(await pages({ MaxKeys: size, Delimiter: '/' })).toEqual(['a', 'b/', 'b0', 'é', '\uffee', '😀']);
        expect(await pages({ MaxKeys: size, Delimiter: '/', Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/3', 'b/c/']);
      }
    });

    const pages = async (query: {
      MaxKeys: number;
      Prefix?: string;
      Delimiter?: string;
      StartAfter?: string;
    }): Promise<string[]> => {
      const seen: string[] = [];
      let token: string | undefined;
      do {
        const page = await s3.api.ListObjectsV2({ Bucket: 'lake', ...query, ContinuationToken: token });
        const entries = [
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        ];
        expect(entries.length).toBe(page.KeyCount);
        expect(entries.length).toBeLessThanOrEqual(query.MaxKeys);
        seen.push(...entries.map(String));
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return seen.sort(compareKeys);
    };

    it('goes on after a marker in its first version', async () => {
      for (const key of ['a', 'b', 'c']) await put(key);
      const first = await s3.api.ListObjects({ Bucket: 'lake', MaxKeys: 2 });
      expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b' });
      const second = await s3.api.ListObjects({ Bucket: 'lake', Marker: first.NextMarker });
      expect(second.Contents?.map(({ Key }) => Key)).toEqual(['c']);
    });
  });

  describe('after a kill', () => {
    const metadataOf = (key: string): string => metadataPath(join(directory, 's3', 'lake', 'metadata'), key);

    it('a new object whose bytes were not yet in place is absent, and can be put again', async () => {
      await put('a', 'bytes');
      await rm((await s3.localPath('lake', 'a')) ?? '');
      await writeFile(join(directory, 's3', 'lake', 'uploads', '99'), 'half');
      s3 = open();
      expect(await keys()).toEqual([]);
      await expect(s3.api.GetObject({ Bucket: 'lake', Key: 'a' })).rejects.toMatchObject({ code: 'NoSuchKey' });
      expect(await readdir(join(directory, 's3', 'lake', 'uploads'))).toEqual([]);
      await put('a', 'again');
      expect(await get('a')).toBe('again');
    });

    it.each(['before', 'after'])(
      'an object being replaced is the old one or the new one as a whole (killed %s the rename)',
      async (moment) => {
        await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'old', Metadata: { version: '1' } });
        const old = JSON.parse(await readFile(metadataOf('a'), 'utf8')) as object;
        const path = (await s3.localPath('lake', 'a')) ?? '';
        await rename(path, `${path}.kept`);
        await s3.api.PutObject({ Bucket: 'lake', Key: 'a', Body: 'newer', Metadata: { version: '2' } });
        const now = JSON.parse(await readFile(metadataOf('a'), 'utf8')) as object;
        // What lies there between the steps of a replacement.
        await writeFile(metadataOf('a'), JSON.stringify({ ...now, replaces: old }));
        if (moment === 'before') await rename(`${path}.kept`, path);
        else await rm(`${path}.kept`);
        s3 = open();
        const { Metadata, ContentLength } = await s3.api.HeadObject({ Bucket: 'lake', Key: 'a' });
        expect([await get('a'), Metadata, ContentLength]).toEqual(
          moment === 'before' ? ['old', { version: '1' }, 3] : ['newer', { version: '2' }, 5],
        );
      },
    );

    it('everything that was acknowledged is there', async () => {
      await Promise.all(Array.from({ length: 50 }, (_, n) => put(`sales/dt=2026-11-${n % 9}/${n}`, String(n))));
      expect(await keys(open())).toEqual(await keys());
      expect(await keys()).toHaveLength(50);
    });
  });

  describe('a bucket', () => {
    it('is listed, found and located', async () => {
      expect((await s3.api.ListBuckets({})).Buckets?.map(({ Name }) => Name)).toEqual(['lake']);
      expect(await s3.api.HeadBucket({ Bucket: 'lake' })).toMatchObject({ BucketRegion: 'us-east-1' });
      expect(await s3.api.GetBucketLocation({ Bucket: 'lake' })).toEqual({});
      await expect(s3.api.HeadBucket({ Bucket: 'sea' })).rejects.toMatchObject({ code: 'NotFound', status: 404 });
      await expect(s3.api.PutObject({ Bucket: 'sea', Key: 'a' })).rejects.toMatchObject({
        code: 'NoSuchBucket',
        status: 404,
      });
    });

    it('is one of a listing that goes on page by page', async () => {
      for (const name of ['lake-2', 'lake-3', 'sea']) await s3.api.CreateBucket({ Bucket: name });
      const names: (string | undefined)[] = [];
      let token: string | undefined;
      do {
        const page = await s3.api.ListBuckets({ MaxBuckets: 1, Prefix: 'lake', ContinuationToken: token });
        names.push(...(page.Buckets ?? []).map(({ Name }) => Name));
        token = page.ContinuationToken;
      } while (token !== undefined);
      expect(names).toEqual(['lake', 'lake-2', 'lake-3']);
      expect((await s3.api.ListBuckets({ BucketRegion: 'eu-west-1' })).Buckets).toEqual([]);
    });

    it('says that it keeps no versions', async () => {
      expect(await s3.api.GetBucketVersioning({ Bucket: 'lake' })).toEqual({});
    });

    it.each(['..', 'UPPER', 'a/b', 'ab', '-a-', '1.2.3.4'])('cannot be called %s', async (Bucket) => {
      await expect(s3.api.CreateBucket({ Bucket })).rejects.toMatchObject({ code: 'InvalidBucketName' });
    });

    it('is deleted only when it is empty', async () => {
      await put('a');
      await expect(s3.api.DeleteBucket({ Bucket: 'lake' })).rejects.toMatchObject({ code: 'BucketNotEmpty' });
      expect(
        await s3.api.DeleteObjects({ Bucket: 'lake', Delete: { Objects: [{ Key: 'a' }, { Key: 'never' }] } }),
      ).toEqual({ Deleted: [{ Key: 'a' }, { Key: 'never' }] });
      await s3.api.DeleteBucket({ Bucket: 'lake' });
      expect((await open().api.ListBuckets({})).Buckets).toEqual([]);
    });

    it('of a template is created once and taken over at the next start', async () => {
      const resource = { stackName: 'Stack', logicalId: 'Results', type: 'AWS::S3::Bucket', properties: {} };
      expect(await s3.provisioners[0]?.provision(resource)).toEqual({
        physicalId: 'stack-results',
        attributes: {
          Arn: 'arn:aws:s3:::stack-results',
          DomainName: 'stack-results.s3.amazonaws.com',
          RegionalDomainName: 'stack-results.s3.us-east-1.amazonaws.com',
        },
      });
      await s3.api.PutObject({ Bucket: 'stack-results', Key: 'kept' });
      s3 = open();
      await s3.provisioners[0]?.provision(resource);
      expect((await s3.api.ListObjectsV2({ Bucket: 'stack-results' })).KeyCount).toBe(1);
    });

    it('of a template gets other tags while it is there, and is removed once it is empty', async () => {
      const resource = (properties: object) => ({
        ...{ stackName: 'stack', logicalId: 'Lake', type: 'AWS::S3::Bucket' },
        properties: { BucketName: 'lake-2', ...properties },
      });
      const [provisioner] = s3.provisioners;
      await provisioner?.provision(resource({ Tags: [{ Key: 'team', Value: 'a' }] }));
      await s3.api.PutObject({ Bucket: 'lake-2', Key: 'kept' });
      await provisioner?.provision(resource({ Tags: [{ Key: 'team', Value: 'b' }] }));
      expect(await s3.api.GetBucketTagging({ Bucket: 'lake-2' })).toEqual({ TagSet: [{ Key: 'team', Value: 'b' }] });
      await expect(provisioner?.remove?.('lake-2', resource({}))).rejects.toThrow(
        'The bucket you tried to delete is not empty',
      );
      await s3.api.DeleteObject({ Bucket: 'lake-2', Key: 'kept' });
      for (let time = 0; time < 2; time += 1) await provisioner?.remove?.('lake-2', resource({}));
      await expect(s3.api.HeadBucket({ Bucket: 'lake-2' })).rejects.toThrow();
    });
  });
});
