/** An error that the caller's AWS SDK will recognise: `code` is the name in the service model. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** HTTP status. */
    readonly status = 400,
    options?: ErrorOptions & {
      /** Members of the error's shape beyond the message, such as `CancellationReasons`. */
      readonly members?: Readonly<Record<string, unknown>>;
    },
  ) {
    super(message, options);
    this.name = code;
    this.members = options?.members ?? {};
  }

  readonly members: Readonly<Record<string, unknown>>;
}
