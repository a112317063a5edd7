/** About a minute in all: long enough for a table to scale up or a local cloud to restart. */
export const MOST_ATTEMPTS = 20;

const FIRST_MS = 50;
const LONGEST_MS = 5_000;

/**
 * How long to wait after the nth failed attempt (counted from 1): doubling, at most five seconds, of which a random half
 * is left out so that writers do not return in step. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (attempt: number, random: () => number): number => {
  const fullMs = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS);
  return fullMs / 2 + (random() * fullMs) / 2;
};
