import { ignored, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { LogFiles } from './log-files.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroupProvisioner = (arnOfGroup: (name: string) => string, files: LogFiles): Provisioner => ({
  type: 'AWS::Logs::LogGroup',
  properties: {
    LogGroupName: supported,
    RetentionInDays: supported,
    KmsKeyId: ignored('log files are not encrypted on one machine'),
    LogGroupClass: ignored('a log file has no storage class'),
    Tags: ignored('tags have no effect on one machine'),
  },
  async provision(resource) {
    const { LogGroupName, RetentionInDays } = resource.properties as {
      LogGroupName?: string;
      RetentionInDays?: number | string;
    };
    const name = LogGroupName ?? physicalNameOf(resource);
    files.setRetention(name, RetentionInDays === undefined ? undefined : Number(RetentionInDays));
    return { physicalId: name, attributes: { Arn: arnOfGroup(name) } };
  },
});

/** A stream's file appears with its first event. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export const logStreamProvisioner: Provisioner = {
  type: 'AWS::Logs::LogStream',
  properties: { LogGroupName: supported, LogStreamName: supported },
  async provision(resource) {
    const { LogStreamName } = resource.properties as { LogStreamName?: string };
    return { physicalId: LogStreamName ?? physicalNameOf(resource) };
  },
};
