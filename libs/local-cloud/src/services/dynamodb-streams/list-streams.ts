import { checkLimit, type StreamsState } from './streams-state.js';

export interface ListStreamsInput {
  readonly TableName?: string;
  readonly Limit?: number;
  readonly ExclusiveStartStreamArn?: string;
}
export interface ListStreamsOutput {
  readonly Streams: readonly { readonly StreamArn: string; readonly TableName: string; readonly StreamLabel: string }[];
  readonly LastEvaluatedStreamArn?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = (input: ListStreamsInput, { changeStreams }: StreamsState): ListStreamsOutput => {
  const { TableName, ExclusiveStartStreamArn: start = '' } = input;
  const limit = Math.min(checkLimit(input.Limit, 100), 100);
  const streams = changeStreams
    .all()
    .filter(({ tableName, arn }) => (TableName === undefined || tableName === TableName) && arn > start)
    .sort((left, right) => (left.arn < right.arn ? -1 : 1));
  const page = streams.slice(0, limit);
  const last = page.at(-1);
  return {
    Streams: page.map(({ arn, tableName, label }) => ({ StreamArn: arn, TableName: tableName, StreamLabel: label })),
    ...(last && streams.length > limit && { LastEvaluatedStreamArn: last.arn }),
  };
};
