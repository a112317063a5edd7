// `npx nx run lake-table:compat`: may the table as it is now follow the released one? `--release` makes it the released one.
import { readFileSync, writeFileSync } from 'node:fs';
import { incompatibilities, salesTableShape } from './dist/index.js';

const file = new URL('released-columns.json', import.meta.url);
const current = salesTableShape();
const problems = incompatibilities(JSON.parse(readFileSync(file, 'utf8')), current);

for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  process.exitCode = 1;
} else if (process.argv.includes('--release')) {
  writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`);
  console.log(`Released: schema version ${current.schemaVersion}.`);
} else {
  console.log('Compatible with the released columns.');
}
