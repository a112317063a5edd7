/** How a function's own SDK calls reach this cloud, for as long as the function is there. */
export interface FunctionAccess {
  /** `AWS_ENDPOINT_URL` and credentials of the function's role. Asked at each cold start. */
  variables(): Readonly<Record<string, string>>;
  /** The function is gone: its credentials are no longer those of its role. */
  end(): void;
}
