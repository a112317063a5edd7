import type { AwsError } from '../aws-error.js';
import type { WireHead, WireResponse } from '../pipeline/wire-message.js';
import { escapeXml } from './escape-xml.js';

export const XML_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** Members of the error's shape that are plain text or numbers, as S3 adds `<Key>` and `<BucketName>`. */
const memberElements = ({ members }: AwsError): string =>
  Object.entries(members)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => element(name, String(value)))
    .join('');

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses */
export const encodeRestXmlError = (error: AwsError, { id }: WireHead): WireResponse => ({
  status: error.status,
  headers: { 'content-type': 'application/xml' },
  body: `${XML_PROLOG}<Error>${element('Code', error.code)}${element('Message', error.message)}${memberElements(error)}${element('RequestId', id)}</Error>`,
});

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization */
export const encodeQueryError = (error: AwsError, { id }: WireHead, xmlNamespace: string | undefined): WireResponse => {
  const type = element('Type', error.status < 500 ? 'Sender' : 'Receiver');
  const detail = `<Error>${type}${element('Code', error.code)}${element('Message', error.message)}${memberElements(error)}</Error>`;
  const attribute = xmlNamespace === undefined ? '' : ` xmlns="${escapeXml(xmlNamespace)}"`;
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse${attribute}>${detail}${element('RequestId', id)}</ErrorResponse>`,
  };
};
