import { readSettings } from './environment.js';

const given = { ALERT_TOPIC_ARN: 'arn', ALERT_SEEN_TABLE: 'seen', ALERT_THRESHOLDS: '{"EUR":"2000","JPY":"1E+5"}' };

describe('the settings of the function', () => {
  it('are its environment, amounts in plain digits', () => {
    const { thresholds, ...names } = readSettings(given);
    expect(names).toEqual({ topicArn: 'arn', seenTableName: 'seen' });
    expect([...thresholds]).toEqual([
      ['EUR', '2000'],
      ['JPY', '100000'],
    ]);
  });

  it.each(Object.keys(given))('are refused without %s', (name) => {
    expect(() => readSettings({ ...given, [name]: undefined })).toThrow(`The environment variable ${name} is missing.`);
  });

  it.each([
    ['{', 'The thresholds must be JSON such as {"EUR":"2000"}, not {.'],
    ['["EUR"]', 'must be one JSON object'],
    ['null', 'must be one JSON object'],
    ['{"euro":"1"}', "A threshold's currency must be three capital letters (ISO 4217), not euro."],
    ['{"EUR":2000}', 'The threshold of EUR must be above 0 and a decimal'],
    ['{"EUR":"0.00"}', 'must be above 0'],
    ['{"EUR":"-1"}', 'must be above 0'],
    ['{"EUR":"lots"}', 'must be above 0 and a decimal of at most 14 digits and 4 places, given as text, not "lots".'],
  ])('are refused when the thresholds are %s', (thresholds, sentence) => {
    expect(() => readSettings({ ...given, ALERT_THRESHOLDS: thresholds })).toThrow(sentence);
  });
});
