import type { LogEvent } from './logs-api.js';

/** A place between two events of a stream, which stays the same when the stream loses its oldest events. */
export interface Position {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** Which one of the events with that timestamp, from 0. */
  readonly ordinal: number;
}

/** An event with its place in its stream. */
export interface StoredEvent extends LogEvent, Position {}

export const comparePositions = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.ordinal - b.ordinal;

/** The lines of a stream in the order of time; events of one time keep the order in which they came. */
export const parseEvents = (text: string): readonly StoredEvent[] => {
  const events = text
    .split('\n')
    .filter(Boolean)
    .map(parseLine)
    .filter((event) => event !== undefined);
  const ordered = [...events].sort((a, b) => a.timestamp - b.timestamp);
  let previous: Position | undefined;
  return ordered.map(({ timestamp, message }) => {
    const ordinal = previous?.timestamp === timestamp ? previous.ordinal + 1 : 0;
    const event = { timestamp, message, ordinal };
    previous = event;
    return event;
  });
};

/** A line that a killed run has left unfinished is none. */
const parseLine = (line: string): LogEvent | undefined => {
  try {
    return JSON.parse(line) as LogEvent;
  } catch {
    return undefined;
  }
};
