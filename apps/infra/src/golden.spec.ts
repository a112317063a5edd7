import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesized } from './__fixtures__/synthesized.js';
import { STAGES } from './stages.js';

const goldenFile = (stage: string): string => join(import.meta.dirname, '__golden__', `${stage}.template.json`);

/** Assets are named by a hash of their content, which says nothing about the template. */
const withoutAssetHashes = (json: string): string => json.replace(/[0-9a-f]{64}/g, '<asset hash>');

describe('the template', () => {
  it.each(STAGES.map(({ name }) => name))(
    'of %s is the reviewed one (nx run infra:golden accepts a change)',
    (stage) => {
      const actual = withoutAssetHashes(`${JSON.stringify(synthesized(stage).toJSON(), null, 2)}\n`);

      if (process.env['UPDATE_GOLDEN']) writeFileSync(goldenFile(stage), actual);

      expect(JSON.parse(actual)).toEqual(JSON.parse(readFileSync(goldenFile(stage), 'utf8')));
    },
  );
});
