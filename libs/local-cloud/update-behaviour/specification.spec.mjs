/* global describe, expect, it, jest, __dirname */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specificationText, typesIn } from './read-specification.mjs';

// Reading the specification takes long on a machine that is busy with other things.
jest.setTimeout(60_000);

const sources = join(__dirname, '..', 'src');
const committed = readFileSync(join(sources, 'core', 'update-behaviour', 'specification.ts'), 'utf8');

/** The rows of the text, however its lines are broken. */
const rowsOf = (text) => text.replaceAll(/\s+/g, '').replaceAll(/,(?=[\]}])/g, '');

describe('The table of update behaviours', () => {
  it('says of every supported type what the specification says', () =>
    expect(rowsOf(committed)).toBe(rowsOf(specificationText(loadAwsServiceSpecSync(), typesIn(sources)))));
});
