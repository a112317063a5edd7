/** The operations of Athena that recovery needs, in the shapes of the SDK. */
export interface QueryEngine {
  StartQueryExecution(input: {
    readonly QueryString: string;
    readonly QueryExecutionContext: { readonly Database: string };
    readonly WorkGroup: string;
  }): Promise<{ readonly QueryExecutionId?: string | undefined }>;
  GetQueryExecution(input: { readonly QueryExecutionId: string | undefined }): Promise<{
    readonly QueryExecution?:
      | {
          readonly Status?:
            | {
                readonly State?: string | undefined;
                readonly StateChangeReason?: string | undefined;
              }
            | undefined;
          readonly ResultConfiguration?: { readonly OutputLocation?: string | undefined } | undefined;
        }
      | undefined;
  }>;
}

/** A query that Athena did not finish; the message has its reason. */
export class QueryFailed extends Error {
  override readonly name = 'QueryFailed';
}
