import { malformedPolicy } from './malformed-policy.js';

/** What a request says about itself, by condition key in lower case; a key that is not there is absent from the request. */
export type RequestContext = Readonly<Record<string, string>>;

/** Time goes on, so a decision by it cannot be kept. */
const TIME_KEYS: readonly string[] = ['aws:currenttime', 'aws:epochtime'];

/** Every key that the local cloud answers as AWS does. A condition on another would be decided wrongly in silence. */
const KNOWN_KEYS: readonly string[] = [
  ...TIME_KEYS,
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'sts:externalid',
];

/** The key in the form of `RequestContext`. Throws for one that the local cloud does not know. */
export const conditionKey = (name: string): string => {
  const key = name.toLowerCase();
  if (!KNOWN_KEYS.includes(key)) throw malformedPolicy(`the local cloud does not support the condition key ${name}.`);
  return key;
};

export const isTimeKey = (key: string): boolean => TIME_KEYS.includes(key);
