import fc from 'fast-check';
import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFrames, encodeFrames, type LogFrame, type LogRecord } from './log-frame.js';
import { systemDisk } from '../disk.js';
import { RecordLog } from './record-log.js';

const anyRecord: fc.Arbitrary<LogRecord> = fc.record({
  partitionKey: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
  data: fc.uint8Array({ maxLength: 60 }),
  arrivalMs: fc.nat(),
});
const record = (text: string, arrivalMs = 0): LogRecord => ({
  partitionKey: 'key',
  data: Buffer.from(text),
  arrivalMs,
});
const textOf = ({ data }: LogFrame): string => Buffer.from(data).toString();

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'record-log-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const readAll = async (log: RecordLog, offset = 0): Promise<readonly LogFrame[]> => {
  const frames: LogFrame[] = [];
  await log.read(offset, (frame) => frames.push(frame) > 0);
  return frames;
};

describe('frames', () => {
  it('decode to what was encoded, and from any part of the bytes to what is complete in it', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), fc.nat(), (records, cut) => {
        const { bytes, lengths } = encodeFrames(records, 7);
        const decoded = decodeFrames(bytes).map(({ partitionKey, data, arrivalMs }) => ({
          partitionKey,
          data: Uint8Array.from(data),
          arrivalMs,
        }));
        expect(decoded).toEqual(records);
        const end = cut % (bytes.length + 1);
        let sum = 0;
        const complete = lengths.filter((length) => (sum += length) <= end).length;
        expect(decodeFrames(bytes.subarray(0, end))).toHaveLength(complete);
      }),
    );
  });

  it('end before one that has a wrong bit', () => {
    const { bytes, lengths } = encodeFrames([record('first'), record('second')], 1);
    const start = lengths[0] ?? 0;
    for (let index = start; index < bytes.length; index += 1) {
      const broken = Buffer.from(bytes);
      broken.writeUInt8((broken[index] ?? 0) ^ 1, index);
      expect(decodeFrames(broken).map(textOf)).toEqual(['first']);
    }
  });
});

describe('a record log', () => {
  it('gives back what was appended, in order, over any number of segments and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
        async (groups) => {
          const path = await mkdtemp(join(folder, 'log-'));
          const positions = [];
          for (const group of groups) {
            const log = await RecordLog.open(systemDisk, path, 100);
            positions.push(...(await log.append(group)));
            await log.close();
          }
          const log = await RecordLog.open(systemDisk, path, 100);
          const frames = await readAll(log);
          expect(
            frames.map(({ partitionKey, data, arrivalMs }) => ({
              partitionKey,
              data: Uint8Array.from(data),
              arrivalMs,
            })),
          ).toEqual(groups.flat());
          expect(frames.map(({ ordinal }) => ordinal)).toEqual(groups.flat().map((_, index) => index + 1));
          for (const { offset, ordinal } of positions) expect((await log.frameAt(offset))?.ordinal).toBe(ordinal);
          await log.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('numbers what many append at once without a gap', async () => {
    const log = await RecordLog.open(systemDisk, folder);
    const appended = await Promise.all(
      Array.from({ length: 50 }, (_, index) => log.append([record(`${String(index)}a`), record(`${String(index)}b`)])),
    );
    expect(appended.flat().map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect((await readAll(log)).map(textOf)).toEqual(
      Array.from({ length: 50 }, (_, index) => [`${String(index)}a`, `${String(index)}b`]).flat(),
    );
    await log.close();
  });

  it('loses nothing but the record that was being written, at whatever byte the write was cut off', async () => {
    const path = join(folder, 'whole');
    const whole = await RecordLog.open(systemDisk, path);
    await whole.append([record('first'), record('second')]);
    const before = whole.endOffset;
    await whole.append([record('torn')]);
    const after = whole.endOffset;
    await whole.close();
    const [fileName = ''] = await readdir(path);

    for (let end = before; end < after; end += 1) {
      const torn = join(folder, `torn-${String(end)}`);
      await cp(path, torn, { recursive: true });
      await truncate(join(torn, fileName), end);
      const log = await RecordLog.open(systemDisk, torn);
      expect([log.endOffset, log.lastOrdinal]).toEqual([before, 2]);
      await log.append([record('next')]);
      expect((await readAll(log)).map((frame) => `${String(frame.ordinal)} ${textOf(frame)}`)).toEqual([
        '1 first',
        '2 second',
        '3 next',
      ]);
      await log.close();
    }
  });

  it('deletes a segment once the first record of the next is expired, and keeps offsets and ordinals', async () => {
    const log = await RecordLog.open(systemDisk, folder, 1);
    const positions = [];
    for (const arrivalMs of [10, 20, 30, 40])
      positions.push(...(await log.append([record(String(arrivalMs), arrivalMs)])));
    await log.trim((arrivalMs) => arrivalMs <= 30);
    expect((await readAll(log)).map(textOf)).toEqual(['30', '40']);
    expect([log.startOffset, log.firstOrdinal, log.lastOrdinal]).toEqual([positions[2]?.offset, 3, 4]);
    expect(await log.frameAt(0)).toBeUndefined();
    await log.close();

    const reopened = await RecordLog.open(systemDisk, folder, 1);
    expect([reopened.startOffset, reopened.firstOrdinal, reopened.lastOrdinal]).toEqual([positions[2]?.offset, 3, 4]);
    await reopened.close();
  });

  it('deletes the segments before an offset, and never the last', async () => {
    const log = await RecordLog.open(systemDisk, folder, 1);
    const positions = [];
    for (const text of ['one', 'two', 'three']) positions.push(...(await log.append([record(text)])));
    await log.trimTo((positions[1]?.offset ?? 0) - 1);
    expect((await readAll(log)).map(textOf)).toEqual(['one', 'two', 'three']);
    await log.trimTo(positions[1]?.offset ?? 0);
    expect((await readAll(log, positions[1]?.offset)).map(textOf)).toEqual(['two', 'three']);
    await log.trimTo(log.endOffset);
    expect((await readAll(log, positions[2]?.offset)).map(textOf)).toEqual(['three']);
    await log.close();
  });

  it('finds the first record of a time', async () => {
    const log = await RecordLog.open(systemDisk, folder, 60);
    for (const arrivalMs of [10, 20, 20, 30, 40, 50]) await log.append([record(String(arrivalMs), arrivalMs)]);
    for (const [time, first] of [
      [0, '10'],
      [10, '10'],
      [11, '20'],
      [20, '20'],
      [45, '50'],
    ] as const)
      expect((await readAll(log, await log.offsetAtTime(time))).map(textOf)[0]).toBe(first);
    expect(await log.offsetAtTime(51)).toBe(log.endOffset);
    await log.close();
  });
});
