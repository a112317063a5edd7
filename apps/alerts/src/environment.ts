import { readThresholds, type Thresholds } from './thresholds.js';

/** What the template tells the function. */
export interface Settings {
  readonly topicArn: string;
  readonly seenTableName: string;
  readonly thresholds: Thresholds;
}

/** Reads the function's environment. Throws one sentence about what is missing or wrong. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`The environment variable ${name} is missing.`);
    return value;
  };
  return {
    topicArn: required('ALERT_TOPIC_ARN'),
    seenTableName: required('ALERT_SEEN_TABLE'),
    thresholds: readThresholds(required('ALERT_THRESHOLDS')),
  };
};
