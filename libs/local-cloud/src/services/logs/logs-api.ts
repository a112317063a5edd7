export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

export interface AppendLogEventsInput {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly events: readonly LogEvent[];
}

/** What other services do with logs. */
export interface LogsApi {
  /** Adds events to a log stream, in order; the group and the stream come into being with their first event. */
  append(input: AppendLogEventsInput): Promise<void>;
}
