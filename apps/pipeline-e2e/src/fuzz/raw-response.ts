export interface RawResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Of the whole answer. */
  readonly sizeBytes: number;
}

const HEAD_END = '\r\n\r\n';

/** The answer that the bytes begin with; undefined while it is not all there. Throws for what is no HTTP. */
export const readResponse = (bytes: Buffer, method: string): RawResponse | undefined => {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, digits] = /^HTTP\/1\.1 (\d{3}) [ -~]*$/.exec(statusLine) ?? [];
  if (digits === undefined) throw new Error(`The server sent what is no status line: ${JSON.stringify(statusLine)}`);
  const headers = new Map(lines.map(readHeader));
  const start = end + HEAD_END.length;
  const status = Number(digits);
  if (method === 'HEAD' || status === 204 || status === 304)
    return { status, headers, body: Buffer.of(), sizeBytes: start };
  const sizeBytes = bodyEnd(bytes, start, headers);
  if (sizeBytes === undefined || bytes.length < sizeBytes) return undefined;
  return { status, headers, body: bytes.subarray(start, sizeBytes), sizeBytes };
};

const LAST_CHUNK = '0\r\n\r\n';

const bodyEnd = (bytes: Buffer, start: number, headers: ReadonlyMap<string, string>): number | undefined => {
  const length = headers.get('content-length') ?? '';
  if (/^\d+$/.test(length)) return start + Number(length);
  // What Node itself answers to a head that it cannot take has no body: it ends with the connection or in chunks.
  if (headers.get('transfer-encoding') !== 'chunked') {
    if (headers.get('connection') === 'close') return bytes.length;
    throw new Error(`The server sent an answer of unknown length: ${bytes.toString('latin1', 0, start)}`);
  }
  const last = bytes.indexOf(LAST_CHUNK, start);
  return last < 0 ? undefined : last + LAST_CHUNK.length;
};

const readHeader = (line: string): readonly [string, string] => {
  const [, name = '', value = ''] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ([ -~\x80-\xff]*)$/.exec(line) ?? [];
  if (name === '') throw new Error(`The server sent what is no header: ${JSON.stringify(line)}`);
  return [name.toLowerCase(), value];
};
