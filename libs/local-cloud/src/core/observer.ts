/** A committed change of a table, as soon as its write is acknowledged. */
export interface ChangeCommitted {
  readonly tableName: string;
  readonly sequenceNumber: string;
  readonly committedAtMs: number;
}

/** An object that readers can see from now on. */
export interface ObjectCreated {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
}

/** Something whoever is on call should know: a failed transform, a throttled shard, a denied action. */
export interface Problem {
  readonly service: string;
  /** Name of the pipe, delivery stream, function, … */
  readonly resource: string;
  /** One sentence. */
  readonly message: string;
}

/** IAM has decided for the first time whether somebody may do something; repetitions are not told. */
export interface AccessDecided {
  /** ARN of the role, or the name of the service that wants to assume one. */
  readonly principal: string;
  /** `kinesis:PutRecords` */
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
}

/** Watches a cloud from outside; never takes part. */
export interface CloudObserver {
  changeCommitted?(change: ChangeCommitted): void;
  objectCreated?(object: ObjectCreated): void;
  problem?(problem: Problem): void;
  accessDecided?(access: AccessDecided): void;
}
