import { createHash } from 'node:crypto';
import { itemSizeBytes } from './item-size.js';
import type { Item, KeySchemaElement, StreamViewType } from './table-description.js';

/**
 * A change of one item as GetRecords gives it on the wire, and as it lies on disk.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Seconds since the epoch, rounded down. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Only on what the service itself deleted, such as expired items. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: 'dynamodb.amazonaws.com' };
}

/** An item before and after one write; absent where there was or is none. */
export interface Change {
  readonly oldImage: Item | undefined;
  readonly newImage: Item | undefined;
  /** True when the service deleted the item because its time was over. */
  readonly isExpiry?: boolean;
}

export interface RecordedStream {
  readonly arn: string;
  readonly region: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly viewType: StreamViewType;
}

/** The record of a change. Its id depends on stream and sequence number alone, so it is the same whenever it is read. */
export const streamRecord = (
  { oldImage, newImage, isExpiry }: Change,
  sequenceNumber: string,
  committedAtMs: number,
  { arn, region, keySchema, viewType }: RecordedStream,
): StreamRecord => {
  const keys = pickKeys(newImage ?? oldImage ?? {}, keySchema);
  const images = {
    ...(newImage && viewType.startsWith('NEW') && { NewImage: newImage }),
    ...(oldImage && viewType.includes('OLD') && { OldImage: oldImage }),
  };
  return {
    eventID: createHash('md5').update(`${arn} ${sequenceNumber}`).digest('hex'),
    eventName: !oldImage ? 'INSERT' : !newImage ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(committedAtMs / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: sequenceNumber,
      SizeBytes: [keys, ...Object.values(images)].reduce((size, image) => size + itemSizeBytes(image), 0),
      StreamViewType: viewType,
    },
    ...(isExpiry && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
};

const pickKeys = (image: Item, keySchema: readonly KeySchemaElement[]): Item =>
  Object.fromEntries(keySchema.map(({ AttributeName }) => [AttributeName, image[AttributeName] ?? {}]));
