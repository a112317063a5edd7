/** One measured value of a metric. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export interface MetricDatum {
  /** `AWS/Kinesis` */
  readonly namespace: string;
  /** `IncomingRecords` */
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** `Count`, `Milliseconds`, … */
  readonly unit: string;
  /** Milliseconds since the epoch. */
  readonly timestampMs: number;
}

/** Where services put what they measure; never throws and never waits. */
export interface MetricSink {
  put(datum: MetricDatum): void;
}
