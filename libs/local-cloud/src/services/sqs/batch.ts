import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import { AwsError } from '@sales-cdc/aws-wire';

const MAXIMUM_ENTRIES = 10;

export interface BatchResult<Success> {
  readonly Successful: Success[];
  readonly Failed: BatchResultErrorEntry[];
}

/** Does each entry of a batch in order; one that fails is answered as failed and the others go on. */
export const eachEntry = async <Entry extends { Id: string | undefined }, Success>(
  entries: readonly Entry[] | undefined,
  act: (entry: Entry) => Promise<Success>,
): Promise<BatchResult<Success & { Id: string }>> => {
  const checked = checkEntries(entries ?? []);
  const result: BatchResult<Success & { Id: string }> = { Successful: [], Failed: [] };
  for (const entry of checked) {
    const id = entry.Id ?? '';
    try {
      result.Successful.push({ ...(await act(entry)), Id: id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      result.Failed.push({ Id: id, SenderFault: error.status < 500, Code: error.code, Message: error.message });
    }
  }
  return result;
};

const checkEntries = <Entry extends { Id: string | undefined }>(entries: readonly Entry[]): readonly Entry[] => {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MAXIMUM_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAXIMUM_ENTRIES}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id: id }) => id ?? '');
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${repeated} repeated.`);
  return entries;
};
