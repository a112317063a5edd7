import { left, right, type Either } from 'fp-ts/lib/Either.js';

/** A record in Firehose's error output. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
export interface ErrorLine {
  /** Base64 of what the source gave. */
  readonly rawData: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether the text is base64 with its padding; nothing is, too. */
export const isBase64 = (text: string): boolean => BASE64.test(text);

/** Reads a line, or says in one sentence what is wrong with it. */
export const readErrorLine = (line: string): Either<string, ErrorLine> => {
  const json = parse(line);
  if (typeof json !== 'object' || json === null) return left('the line is no JSON object');
  const { rawData, errorCode, errorMessage } = json as Readonly<Record<string, unknown>>;
  if (typeof rawData !== 'string') return left('the line has no rawData');
  if (!isBase64(rawData)) return left('rawData is not base64');
  return right({ rawData, errorCode: textOf(errorCode), errorMessage: textOf(errorMessage) });
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
