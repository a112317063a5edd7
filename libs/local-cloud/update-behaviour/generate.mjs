import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { specificationText, typesIn } from './read-specification.mjs';

const sources = join(import.meta.dirname, '..', 'src');
const target = join(sources, 'core', 'update-behaviour', 'specification.ts');
const text = specificationText(await loadAwsServiceSpec(), typesIn(sources));
await writeFile(target, await format(text, { ...(await resolveConfig(target)), filepath: target }));
