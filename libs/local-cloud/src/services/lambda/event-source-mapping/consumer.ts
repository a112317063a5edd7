/** Reads a mapping's source and hands its records to the function. */
export interface Consumer {
  /** What has passed since the process started, by name. */
  readonly counts: Readonly<Record<string, number>>;
  start(): void;
  /** Lets what is under way end, and begins nothing more. */
  stop(): Promise<void>;
  /** What the source holds that the function has not had. */
  pending(): Promise<number>;
}

/** Told about what happens, for `LastProcessingResult` and the observer. */
export interface ConsumerWatch {
  readonly onProblem: (message: string) => void;
  readonly onSuccess: () => void;
}
