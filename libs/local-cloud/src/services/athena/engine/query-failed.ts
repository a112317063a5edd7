/** The query ended without a result; the message is what Athena would say, with its error name first. */
export class QueryFailed extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QueryFailed';
  }
}
