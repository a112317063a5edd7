import fc from 'fast-check';
import { DeliveryStreamFixture, processing } from './testing/delivery-stream-fixture.js';

const MIB = 1024 * 1024;
let fixture: DeliveryStreamFixture;
const open = async (destination: object = {}): Promise<DeliveryStreamFixture> =>
  (fixture = await DeliveryStreamFixture.create(destination, { direct: true }));
afterEach(() => fixture[Symbol.asyncDispose]());

describe('a delivery stream of DirectPut', () => {
  it('delivers what producers put, in its order, and counts what is pending', async () => {
    await open();
    const ids = await fixture.put('one,', 'two,', 'three');
    expect(new Set(ids).size).toBe(3);
    expect(await fixture.pending()).toBe(3);
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['one,two,three']);
    expect(await fixture.pending()).toBe(0);
  });

  it('gives the function the record without a word of Kinesis', async () => {
    await open();
    const [recordId] = await fixture.put('one');
    await fixture.poll();
    expect(fixture.neighbours.lambda.events).toEqual([
      {
        invocationId: expect.any(String) as string,
        deliveryStreamArn: fixture.stream.configuration.arn,
        region: 'us-east-1',
        records: [
          { recordId, approximateArrivalTimestamp: fixture.clock.now(), data: Buffer.from('one').toString('base64') },
        ],
      },
    ]);
  });

  it('takes its records apart before the function, which sees each by itself', async () => {
    const { Processors } = processing() as { readonly Processors: readonly object[] };
    const json = {
      Type: 'RecordDeAggregation',
      Parameters: [{ ParameterName: 'SubRecordType', ParameterValue: 'JSON' }],
    };
    const newline = { Type: 'AppendDelimiterToRecord', Parameters: [] };
    await open({ ProcessingConfiguration: { Enabled: true, Processors: [...Processors, json, newline] } });
    await fixture.put('{"a":1}{"a":2}', 'broken', '{"a":3}');
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['{"a":1}\n{"a":2}\n{"a":3}\n']);
    const ids = fixture.neighbours.lambda.events.flatMap(({ records }) =>
      records.map(({ recordId }) => recordId.slice(-6)),
    );
    expect(ids).toEqual(['000000', '000001', '000000']);
    expect(fixture.errors()).toMatchObject([{ rawData: Buffer.from('broken').toString('base64') }]);
    expect(await fixture.pending()).toBe(0);
  });

  it('keeps on disk only what is not delivered yet, a segment at a time', async () => {
    await open({ ProcessingConfiguration: { Enabled: false } });
    const large = 'x'.repeat(MIB - 100);
    for (let count = 0; count < 40; count += 1) await fixture.put(large);
    for (let round = 0; round < 8; round += 1) await fixture.poll();
    expect(await fixture.pending()).toBe(0);
    await fixture.restart();
    await fixture.put('last');
    expect(await fixture.pending()).toBe(1);
  });

  it('loses nothing that was acknowledged, whenever the process is killed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('put', 'poll', 'wait', 'restart'), { maxLength: 25 }),
        async (steps) => {
          await using run = await DeliveryStreamFixture.create(
            { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 20 } },
            { direct: true },
          );
          let put = 0;
          for (const step of steps) {
            if (step === 'put') await run.put(`${String((put += 1))};`, `${String((put += 1))};`);
            else if (step === 'poll') await run.poll();
            else if (step === 'wait') run.clock.advance(7000);
            else await run.restart();
          }
          for (let round = 0; round < 3; round += 1) {
            await run.poll();
            run.clock.advance(30_000);
          }
          const found = new Set(run.texts('sales/').join('').split(';').filter(Boolean));
          expect(found.size).toBe(put);
          expect(await run.pending()).toBe(0);
        },
      ),
      { numRuns: 25 },
    ));
});
