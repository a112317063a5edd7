export interface ObjectNameParts {
  readonly deliveryStreamName: string;
  readonly versionId: number;
  /** Arrival of the oldest record in the object. */
  readonly timestampMs: number;
  readonly uuid: string;
  /** `.gz`, or nothing. */
  readonly extension: string;
}

/** `<stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>`: https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html */
export const objectName = ({
  deliveryStreamName,
  versionId,
  timestampMs,
  uuid,
  extension,
}: ObjectNameParts): string => {
  const time = new Date(timestampMs).toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return `${deliveryStreamName}-${versionId}-${time}-${uuid}${extension}`;
};
