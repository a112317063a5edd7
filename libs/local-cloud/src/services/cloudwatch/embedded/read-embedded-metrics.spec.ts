import fc from 'fast-check';
import { readEmbeddedMetrics } from './read-embedded-metrics.js';

const line = (more: object = {}): string =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'SalesCdc',
          Dimensions: [['service'], []],
          Metrics: [{ Name: 'Rejected', Unit: 'Count' }, { Name: 'Lag' }],
        },
      ],
    },
    service: 'transform',
    Rejected: 2,
    Lag: [1, 5],
    ...more,
  });

describe('A log line in the embedded metric format', () => {
  it('has each metric with each of its dimension sets and values', () => {
    const common = { namespace: 'SalesCdc', timestampMs: 1_700_000_000_000 };
    const service = { dimensions: { service: 'transform' } };
    expect(readEmbeddedMetrics(line())).toEqual([
      { ...common, ...service, name: 'Rejected', value: 2, unit: 'Count' },
      { ...common, dimensions: {}, name: 'Rejected', value: 2, unit: 'Count' },
      { ...common, ...service, name: 'Lag', value: 1, unit: 'None' },
      { ...common, ...service, name: 'Lag', value: 5, unit: 'None' },
      { ...common, dimensions: {}, name: 'Lag', value: 1, unit: 'None' },
      { ...common, dimensions: {}, name: 'Lag', value: 5, unit: 'None' },
    ]);
  });

  it('has none with a dimension that the line lacks, nor of a value that is no number', () => {
    expect(readEmbeddedMetrics(line({ service: 1, Lag: 'x', Rejected: null }))).toEqual([]);
  });

  it('is no other line, whatever it holds', () => {
    for (const message of ['', '"_aws"', '{"_aws":1}', '{"_aws":{"Timestamp":1}}', '["_aws"]'])
      expect(readEmbeddedMetrics(message)).toEqual([]);
    fc.assert(
      fc.property(fc.json(), (json) => {
        const message = `{"_aws":{"Timestamp":1,"CloudWatchMetrics":[${json}]}}`;
        expect(Array.isArray(readEmbeddedMetrics(message))).toBe(true);
      }),
    );
  });
});
