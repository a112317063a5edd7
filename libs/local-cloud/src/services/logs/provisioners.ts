import { ignored, supported } from '../../core/property-rules.js';
import { nameOf, type Provisioner } from '../../core/provisioner.js';
import { deleteLogGroup } from './delete-log-group.js';
import { logGroupArn } from './log-arn.js';
import type { LogsState } from './logs-state.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroupProvisioner = (state: LogsState): Provisioner => ({
  type: 'AWS::Logs::LogGroup',
  attributes: ['Arn'],
  properties: {
    LogGroupName: supported,
    RetentionInDays: supported,
    KmsKeyId: ignored('log files are not encrypted on one machine'),
    LogGroupClass: ignored('a log file has no storage class'),
    Tags: ignored('tags have no effect on one machine'),
  },
  find: async (resource) => state.groups.all().find(({ name }) => name === nameOf(resource, 'LogGroupName'))?.name,
  async provision(resource) {
    const { RetentionInDays } = resource.properties as { RetentionInDays?: number | string };
    const { context, groups } = state;
    const name = nameOf(resource, 'LogGroupName');
    await groups.ensure(name);
    await groups.setRetention(name, RetentionInDays === undefined ? undefined : Number(RetentionInDays));
    return { physicalId: name, attributes: { Arn: `${logGroupArn(context, name)}:*` } };
  },
  remove: async (logGroupName) => {
    if (state.groups.all().some(({ name }) => name === logGroupName)) await deleteLogGroup({ logGroupName }, state);
  },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export const logStreamProvisioner = ({ files }: LogsState): Provisioner => ({
  type: 'AWS::Logs::LogStream',
  properties: { LogGroupName: supported, LogStreamName: supported },
  async provision(resource) {
    const { LogGroupName } = resource.properties as { LogGroupName: string };
    const name = nameOf(resource, 'LogStreamName');
    await files.createStream(LogGroupName, name);
    return { physicalId: name };
  },
  remove: (name, { properties }) => files.deleteStream(String(properties['LogGroupName']), name),
});
