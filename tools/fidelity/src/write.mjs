// `npx nx run fidelity:write`: brings the table of differences in docs/fidelity.md up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDifferences, withDifferences } from './differences.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const page = join(root, 'docs', 'fidelity.md');
writeFileSync(page, withDifferences(readFileSync(page, 'utf8'), findDifferences(root)));
