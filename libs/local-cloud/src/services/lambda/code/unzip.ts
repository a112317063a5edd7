import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AwsError } from '@sales-cdc/aws-wire';
import yauzl from 'yauzl';
import type { Disk } from '../../../core/disk.js';

/** What Lambda takes unzipped: 250 MB. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 262_144_000;

/** Writes the files of a ZIP archive below the folder; entries that would leave it are refused. */
export const unzip = async (archive: Uint8Array, folder: string, disk: Disk): Promise<void> => {
  try {
    await writeEntries(archive, folder, disk);
  } catch (cause) {
    if (cause instanceof AwsError) throw cause;
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
      400,
      { cause },
    );
  }
};

const writeEntries = async (archive: Uint8Array, folder: string, disk: Disk): Promise<void> => {
  const zip = await yauzl.fromBufferPromise(Buffer.from(archive));
  let sizeBytes = 0;
  for await (const entry of zip.eachEntry()) {
    sizeBytes += entry.uncompressedSize;
    if (sizeBytes > MOST_BYTES)
      throw new AwsError(
        'InvalidParameterValueException',
        `Unzipped size must be smaller than ${String(MOST_BYTES)} bytes`,
      );
    const path = join(folder, entry.fileName);
    if (entry.fileName.endsWith('/')) await disk.mkdir(path, { recursive: true });
    else {
      await disk.mkdir(dirname(path), { recursive: true });
      await disk.writeFile(path, await buffer(await zip.openReadStreamPromise(entry)));
    }
  }
};
