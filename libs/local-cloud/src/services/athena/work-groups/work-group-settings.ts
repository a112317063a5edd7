import { invalidRequest } from '../errors.js';
import { parseS3Location } from '../s3-location.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const LEAST_CUTOFF_BYTES = 10_000_000;

/** What a work group can be told by CreateWorkGroup and, with other names, by UpdateWorkGroup. */
interface Settings {
  readonly BytesScannedCutoffPerQuery?: number | undefined;
  readonly PublishCloudWatchMetricsEnabled?: boolean | undefined;
  readonly RequesterPaysEnabled?: boolean | undefined;
  readonly EngineVersion?: { readonly SelectedEngineVersion?: string | undefined } | undefined;
}

/** Throws for a setting that is out of AWS's bounds or that the local cloud does not honour. */
export const checkSettings = (settings: Settings, outputLocation: string | undefined): void => {
  const { BytesScannedCutoffPerQuery, PublishCloudWatchMetricsEnabled, RequesterPaysEnabled } = settings;
  if (BytesScannedCutoffPerQuery !== undefined && BytesScannedCutoffPerQuery < LEAST_CUTOFF_BYTES)
    throw invalidRequest(`bytesScannedCutoffPerQuery must have value greater than or equal to ${LEAST_CUTOFF_BYTES}`);
  if (PublishCloudWatchMetricsEnabled === true)
    throw invalidRequest('The local cloud does not support PublishCloudWatchMetricsEnabled; leave it out.');
  if (RequesterPaysEnabled === true)
    throw invalidRequest('The local cloud does not support RequesterPaysEnabled; leave it out.');
  const version = settings.EngineVersion?.SelectedEngineVersion ?? 'AUTO';
  if (version !== 'AUTO' && version !== 'Athena engine version 3')
    throw invalidRequest(`The local cloud does not support the engine version ${version}.`);
  if (outputLocation !== undefined && !parseS3Location(outputLocation))
    throw invalidRequest('outputLocation is not a valid S3 path.');
};

/** Members of the configuration that nothing here honours. */
export const UNSUPPORTED_SETTINGS = [
  'AdditionalConfiguration',
  'ExecutionRole',
  'CustomerContentEncryptionConfiguration',
  'EnableMinimumEncryptionConfiguration',
  'IdentityCenterConfiguration',
  'QueryResultsS3AccessGrantsConfiguration',
  'ManagedQueryResultsConfiguration',
  'ManagedQueryResultsConfigurationUpdates',
  'MonitoringConfiguration',
  'EngineConfiguration',
  'RemoveCustomerContentEncryptionConfiguration',
];

/** Members of the place of results that nothing here honours. */
export const UNSUPPORTED_RESULT_SETTINGS = ['EncryptionConfiguration', 'ExpectedBucketOwner', 'AclConfiguration'];
