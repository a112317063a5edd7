// `node tools/workspace/fingerprint.mjs FOLDER`: a hash of what the files in a folder hold, for a folder that Nx ignores and
// a task depends on.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
const hash = createHash('sha256');
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile())
  .map((one) => join(one.parentPath, one.name))
  .sort())
  hash.update(`${entry}\n`).update(readFileSync(entry));
console.log(hash.digest('hex'));
