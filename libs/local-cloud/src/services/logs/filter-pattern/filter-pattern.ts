import { invalidPattern } from './invalid-pattern.js';
import { parseJsonPattern } from './json-pattern.js';
import { parseTermPattern } from './term-pattern.js';

/** Whether the message of an event is what a pattern asks for. */
export type MessageFilter = (message: string) => boolean;

const MAX_PATTERN_CHARACTERS = 1024;

/**
 * Reads a pattern of terms or one for JSON. Throws InvalidParameterException for what is no pattern, and names what the
 * local cloud does not have: patterns for space-delimited fields and regular expressions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const parseFilterPattern = (text: string): MessageFilter => {
  if (text.length > MAX_PATTERN_CHARACTERS)
    throw invalidPattern(`The filter pattern must not have more than ${MAX_PATTERN_CHARACTERS} characters.`);
  const pattern = text.trim();
  if (pattern.startsWith('['))
    throw invalidPattern('The local cloud does not support space-delimited filter patterns.');
  return pattern.startsWith('{') ? parseJsonPattern(pattern) : parseTermPattern(pattern);
};
