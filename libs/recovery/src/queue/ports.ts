/** A message as ReceiveMessage gives it. */
export interface QueueMessage {
  readonly MessageId?: string | undefined;
  readonly ReceiptHandle?: string | undefined;
  readonly Body?: string | undefined;
}

/** The operations of SQS that a redrive needs, in the shapes of the SDK. */
export interface MessageQueue {
  ReceiveMessage(input: {
    readonly QueueUrl: string;
    readonly MaxNumberOfMessages: number;
    readonly VisibilityTimeout: number;
    readonly WaitTimeSeconds: number;
  }): Promise<{ readonly Messages?: readonly QueueMessage[] | undefined }>;
  DeleteMessage(input: { readonly QueueUrl: string; readonly ReceiptHandle: string }): Promise<unknown>;
  ChangeMessageVisibility(input: {
    readonly QueueUrl: string;
    readonly ReceiptHandle: string;
    readonly VisibilityTimeout: number;
  }): Promise<unknown>;
}
