import fc from 'fast-check';
import { AwsError } from '../aws-error.js';
import { decodeAwsChunked } from './aws-chunked.js';

const frame = (chunks: readonly Uint8Array[], trailers: Readonly<Record<string, string>> = {}): Buffer => {
  const framed = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)};chunk-signature=abc\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ]);
  const tail = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return Buffer.concat([...framed, Buffer.from(`0;chunk-signature=abc\r\n${tail.join('')}\r\n`)]);
};

const anyChunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });

describe('decodeAwsChunked', () => {
  it('gives back the content of any chunks, and the trailers', () => {
    fc.assert(
      fc.property(anyChunks, (chunks) => {
        const headers = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
        const { content, trailers } = decodeAwsChunked(frame(chunks, { 'X-Amz-Checksum-CRC32': 'AAAA==' }), headers);
        expect(content.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAA==' });
      }),
    );
  });

  it('refuses a body that is cut short anywhere before its last chunk', () => {
    const body = frame([Buffer.from('first chunk'), Buffer.from('second')]);
    const lastChunk = body.indexOf('0;chunk-signature', body.indexOf('second'));
    for (let length = 0; length < lastChunk; length += 1) {
      expect(() => decodeAwsChunked(body.subarray(0, length), {})).toThrow('ends before its last chunk');
    }
  });

  it('refuses any other bytes with an error of its own', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        fc.pre(!/^0+(;|\r\n)/.test(Buffer.from(bytes).toString('latin1')));
        expect(() => decodeAwsChunked(Buffer.from(bytes), {})).toThrow('malformed');
      }),
    );
  });

  it('refuses another length than the one announced', () => {
    const headers = { 'x-amz-decoded-content-length': '6' };
    expect(() => decodeAwsChunked(frame([Buffer.from('five!')]), headers)).toThrow('x-amz-decoded-content-length');
  });

  it('refuses a body without the trailer it announces', () => {
    const headers = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
    expect(() => decodeAwsChunked(frame([Buffer.from('five!')]), headers)).toThrow(AwsError);
  });
});
