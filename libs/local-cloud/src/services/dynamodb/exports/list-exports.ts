import { refuseUnknown, validationError } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { WireObject } from '../dynalite-engine.js';

const MOST_PER_PAGE = 25;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListExports.html */
export const listExports = (input: WireObject, { exports }: DynamoDbState): WireObject => {
  refuseUnknown('ListExports', input, ['TableArn', 'MaxResults', 'NextToken']);
  const { TableArn, NextToken, MaxResults: limit = MOST_PER_PAGE } = input;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > MOST_PER_PAGE)
    throw validationError(
      `1 validation error detected: Value '${String(limit)}' at 'maxResults' failed to satisfy constraint: ` +
        `Member must have value between 1 and ${String(MOST_PER_PAGE)}`,
    );
  const start = typeof NextToken === 'string' ? NextToken : '';
  const wanted = exports
    .all()
    .filter(({ arn, request }) => arn > start && (TableArn == null || request.TableArn === TableArn));
  const page = wanted.slice(0, limit);
  return {
    ExportSummaries: page.map(({ arn, status }) => ({
      ExportArn: arn,
      ExportStatus: status,
      ExportType: 'FULL_EXPORT',
    })),
    ...(wanted.length > limit && { NextToken: page.at(-1)?.arn }),
  };
};
