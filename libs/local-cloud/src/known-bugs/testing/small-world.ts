import type { FaultRates, SimulatedCloud } from '../../simulation/index.js';
import { Simulation } from '../../simulation/index.js';
import { smallAssembly, type SmallAssembly } from './small-assembly.js';

/** A change as it lies in the lake. */
interface Line {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: { readonly id: { readonly S: string } } };
}

/** A simulated world around the small assembly; all that happens follows from the seed. */
export const smallWorld = (settings: SmallAssembly = {}, seed = 1, rates: FaultRates = {}): Simulation =>
  new Simulation({ assembly: smallAssembly(settings), seed, rates });

/** Puts a new item of each id into the table, one after the other. */
export const put = async ({ apis }: SimulatedCloud, ...ids: readonly string[]): Promise<void> => {
  for (const id of ids) await apis.dynamodb.PutItem({ TableName: 'sales', Item: { id: { S: id } } });
};

/** Waits until nothing is under way; for so many seconds of the world at most, since what hangs is to be told apart. */
export const drained = async ({ progress, sleep }: SimulatedCloud, atMostSeconds = 60): Promise<void> => {
  for (let seconds = 0; seconds < atMostSeconds; seconds += 1) {
    if ((await progress()).every(({ pending }) => pending === 0)) return;
    await sleep(1_000);
  }
};

/** The changes that a delivery stream has brought to the lake, in the order of their sequence numbers. */
export const lines = async (
  { apis: { s3 } }: SimulatedCloud,
  deliveryStream = 'delivery',
): Promise<readonly Line[]> => {
  const found: Line[] = [];
  const { Contents = [] } = await s3.ListObjectsV2({ Bucket: 'lake', Prefix: `${deliveryStream}/` });
  for (const { Key } of Contents) {
    const { Body } = await s3.GetObject({ Bucket: 'lake', Key });
    const text = Buffer.from(Body as Uint8Array).toString('utf8');
    for (const line of text.split('\n')) if (line !== '') found.push(JSON.parse(line) as Line);
  }
  return found.sort((a, b) => Number(BigInt(a.dynamodb.SequenceNumber) - BigInt(b.dynamodb.SequenceNumber)));
};

/** The ids of the items whose changes are in the lake; a change that came again counts again. */
export const idsInLake = async (cloud: SimulatedCloud, deliveryStream?: string): Promise<readonly string[]> =>
  (await lines(cloud, deliveryStream)).map(({ dynamodb }) => dynamodb.Keys.id.S);
