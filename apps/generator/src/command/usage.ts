/** What `--help` prints. */
export const USAGE = `generator serve [options]

Writes sales to DynamoDB: made-up ones, or those of a file. Streams until Ctrl-C unless --sales or --from is given.

Where
  --stage dev|prod     the stage whose table is written to (default: dev)
  --table NAME         the table (default: the one that was deployed, else sales-<stage>)
  --endpoint URL       where DynamoDB is (default: AWS_ENDPOINT_URL, else where the last deployment was)
  --region REGION      the AWS region (default: AWS_REGION, else that of the last deployment)
  --outputs FILE       what tells of the last deployment (default: apps/infra/cdk-outputs.json, if there)

What
  --sales N            stop after N new sales
  --from FILE          the sales of a CSV or NDJSON file, plain or gzip, with the sale's own columns or those of the
                       UCI "Online Retail" data set
  --seed N             the same seed gives the same sales, ids included (default: a new one, which is printed)
  --updates SHARE      after this share of new sales, change an earlier one: 0 to 1 (default: 0)
  --deletes SHARE      after this share of new sales, delete an earlier one: 0 to 1 (default: 0)
  --match-returns      a return changes the sale that it belongs to, where that is known, and is no sale of its own

How
  --rate N             writes per second (default: 10; with --sales or --from as fast as they go)
  --concurrency N      requests under way at a time (default: 16)
  --json               one JSON object per line on stdout; words for people go to stderr
  --help               this text
`;
