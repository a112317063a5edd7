import { deliveryDelayMs } from './delivery-delay.js';

const answering = (description: object) => ({
  send: async () => ({
    DeliveryStreamDescription: { Destinations: [{ ExtendedS3DestinationDescription: description }] },
  }),
});

describe('the delay of a delivery stream', () => {
  it('is what its two buffers hold back, and fifteen seconds', async () => {
    const client = answering({
      BufferingHints: { IntervalInSeconds: 60 },
      ProcessingConfiguration: {
        Processors: [{ Parameters: [{ ParameterName: 'BufferIntervalInSeconds', ParameterValue: '60' }] }],
      },
    });
    expect(await deliveryDelayMs(client as never, 'd')).toBe(135_000);
  });

  it('is fifteen seconds without buffers', async () => {
    expect(await deliveryDelayMs(answering({}) as never, 'd')).toBe(15_000);
  });
});
