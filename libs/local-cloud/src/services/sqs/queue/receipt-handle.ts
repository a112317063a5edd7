import { receiptHandleIsInvalid } from '../sqs-errors.js';

/** One receipt of one message; opaque to callers. */
export interface Receipt {
  readonly messageId: string;
  /** Differs for every receipt of the same message. */
  readonly nonce: string;
}

export const encodeReceiptHandle = ({ messageId, nonce }: Receipt): string =>
  Buffer.from(`${messageId}/${nonce}`).toString('base64');

/** Throws ReceiptHandleIsInvalid for what is none. */
export const decodeReceiptHandle = (handle: string): Receipt => {
  const [messageId, nonce, ...rest] = Buffer.from(handle, 'base64').toString().split('/');
  if (!messageId || !nonce || rest.length > 0) throw receiptHandleIsInvalid(handle);
  return { messageId, nonce };
};
