import type { ListStreamsInput, ListStreamsOutput } from '@aws-sdk/client-kinesis';
import { pageSize } from './page-size.js';
import type { Streams } from './streams.js';

const PAGE = { usual: 100, most: 10_000 };

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export const listStreams = (input: ListStreamsInput, streams: Streams): ListStreamsOutput => {
  const start = input.ExclusiveStartStreamName ?? input.NextToken ?? '';
  const rest = streams.all().filter(({ definition }) => definition.name > start);
  const page = rest.slice(0, pageSize(input.Limit, 'limit', PAGE)).map(({ definition }) => definition);
  const HasMoreStreams = rest.length > page.length;
  return {
    StreamNames: page.map(({ name }) => name),
    StreamSummaries: page.map(({ name, arn, mode, createdAtMs }) => ({
      StreamName: name,
      StreamARN: arn,
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: mode },
      StreamCreationTimestamp: new Date(createdAtMs),
    })),
    HasMoreStreams,
    ...(HasMoreStreams && { NextToken: page.at(-1)?.name }),
  };
};
