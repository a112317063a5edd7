import type { ListDeliveryStreamsInput, ListDeliveryStreamsOutput } from '@aws-sdk/client-firehose';
import type { DeliveryStreams } from './delivery-streams.js';

const DEFAULT_LIMIT = 10;

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
export const listDeliveryStreams = (
  input: ListDeliveryStreamsInput,
  streams: DeliveryStreams,
): ListDeliveryStreamsOutput => {
  const { ExclusiveStartDeliveryStreamName: after, Limit = DEFAULT_LIMIT, DeliveryStreamType: type } = input;
  const names = streams.all().map(({ configuration }) => configuration.name);
  const rest = type === 'DirectPut' ? [] : names.filter((name) => after === undefined || name > after);
  return { DeliveryStreamNames: rest.slice(0, Limit), HasMoreDeliveryStreams: rest.length > Limit };
};
