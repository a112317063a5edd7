import type { OptionTable } from './command.js';

/** The options that every command has; `--dry-run` is worded by the command. */
export const SHARED_OPTIONS = {
  stage: { kind: 'text', value: 'NAME', help: 'the stage of the pipeline, such as dev or prod (default: dev)' },
  region: {
    kind: 'text',
    value: 'REGION',
    help: 'the AWS region (default: AWS_REGION, else that of the last deployment)',
  },
  endpoint: {
    kind: 'text',
    value: 'URL',
    help: 'where AWS is (default: AWS_ENDPOINT_URL, else where the last deployment was); a local cloud is http://127.0.0.1:4566',
  },
  outputs: {
    kind: 'text',
    value: 'FILE',
    help: 'what tells of the last deployment (default: apps/infra/cdk-outputs.json, if there)',
  },
  'dry-run': { kind: 'flag', help: '' },
  json: { kind: 'flag', help: 'one JSON object as the last line of stdout; words for people go to stderr' },
  help: { kind: 'flag', help: 'this text' },
} as const satisfies OptionTable;
