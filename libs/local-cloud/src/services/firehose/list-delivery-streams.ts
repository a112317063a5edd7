import type { ListDeliveryStreamsInput, ListDeliveryStreamsOutput } from '@aws-sdk/client-firehose';
import { typeOf } from './describe-delivery-stream.js';
import type { DeliveryStreams } from './delivery-streams.js';

const DEFAULT_LIMIT = 10;

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html */
export const listDeliveryStreams = (
  input: ListDeliveryStreamsInput,
  streams: DeliveryStreams,
): ListDeliveryStreamsOutput => {
  const { ExclusiveStartDeliveryStreamName: after, Limit = DEFAULT_LIMIT, DeliveryStreamType: type } = input;
  const ofType = streams.all().filter(({ configuration }) => type === undefined || type === typeOf(configuration));
  const names = ofType.map(({ configuration }) => configuration.name);
  const rest = names.filter((name) => after === undefined || name > after);
  return { DeliveryStreamNames: rest.slice(0, Limit), HasMoreDeliveryStreams: rest.length > Limit };
};
