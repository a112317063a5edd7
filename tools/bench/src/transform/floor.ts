import { saleStream } from '@sales-cdc/stream-codec';
import { type FirehoseEvent } from './stream-events.js';

type Attribute = Readonly<Record<string, string>>;
type Image = Readonly<Record<string, Attribute | undefined>>;

const MEMBERS = saleStream.columns.find((column) => column.kind === 'struct')?.columns.map(({ name }) => name) ?? [];

/** The least that a transform can do: decode, parse, pick the fields, write, encode. It checks nothing and computes nothing. */
export const floor = ({ records }: FirehoseEvent): object => ({
  records: records.map(({ recordId, data }) => {
    const record = JSON.parse(Buffer.from(data, 'base64').toString()) as {
      readonly eventID: string;
      readonly eventName: string;
      readonly dynamodb: {
        readonly SequenceNumber: string;
        readonly ApproximateCreationDateTime: number;
        readonly NewImage?: Image;
        readonly OldImage?: Image;
      };
    };
    const { NewImage, OldImage, SequenceNumber, ApproximateCreationDateTime } = record.dynamodb;
    const image = NewImage ?? OldImage ?? {};
    const line = {
      op: record.eventName,
      event_id: record.eventID,
      sequence_number: SequenceNumber,
      committed_at: ApproximateCreationDateTime,
      ...pick(image),
      before: NewImage && OldImage ? pick(OldImage) : null,
    };
    const partitionKeys = { dt: image['creation_datetime']?.['S']?.slice(0, 10) };
    return {
      recordId,
      result: 'Ok',
      data: Buffer.from(`${JSON.stringify(line)}\n`).toString('base64'),
      metadata: { partitionKeys },
    };
  }),
});

const pick = (image: Image): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  for (const name of MEMBERS) {
    const attribute = image[name];
    fields[name] = attribute?.['S'] ?? attribute?.['N'] ?? null;
  }
  return fields;
};
