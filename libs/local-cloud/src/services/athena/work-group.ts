/** How the queries of a group run. https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
export interface WorkGroupRecord {
  readonly name: string;
  readonly description: string | undefined;
  readonly enabled: boolean;
  readonly createdAtMs: number;
  readonly outputLocation: string | undefined;
  /** Settings of the caller are void. */
  readonly enforced: boolean;
  readonly scanCutoffBytes: number | undefined;
}

/** What every account has without creating it. */
export const primaryWorkGroup = (createdAtMs: number): WorkGroupRecord => ({
  name: 'primary',
  description: undefined,
  enabled: true,
  createdAtMs,
  outputLocation: undefined,
  enforced: false,
  scanCutoffBytes: undefined,
});
