import { ignored, oneOf, supported, type PropertyRules } from '../../core/property-rules.js';
import { nameOf, physicalNameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { templateSettings } from './configuration/template-settings.js';
import type { S3State } from './s3-state.js';

const properties: PropertyRules = {
  BucketName: supported,
  AccessControl: oneOf('Private'),
  BucketEncryption: ignored('files on one machine are as safe as the machine; nothing is encrypted'),
  PublicAccessBlockConfiguration: ignored('the local cloud listens on the loopback address only'),
  OwnershipControls: ignored('there is one account, which owns every object'),
  VersioningConfiguration: ignored('former versions of an object are not kept'),
  LifecycleConfiguration: ignored('objects do not expire; remove the data directory to start afresh'),
  LoggingConfiguration: ignored('no access logs are written'),
  Tags: ignored('nothing reads tags'),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucketProvisioner = (state: S3State): Provisioner => ({
  type: 'AWS::S3::Bucket',
  attributes: ['Arn', 'DomainName', 'RegionalDomainName'],
  properties,
  find: async (resource) => {
    const name = bucketNameOf(resource);
    return (await state.find(name)) ? name : undefined;
  },
  provision: async (resource) => {
    const name = bucketNameOf(resource);
    const { bucket } = await state.create(name);
    bucket.settings = templateSettings({ ...resource.properties, BucketName: name });
    const { partition, region } = state.context;
    return {
      physicalId: name,
      attributes: {
        Arn: `arn:${partition}:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
    };
  },
  remove: async (name) => {
    if (await state.find(name)) await state.delete(name);
  },
});

const bucketNameOf = (resource: ResolvedResource): string =>
  resource.properties['BucketName'] === undefined
    ? physicalNameOf(resource).toLowerCase()
    : nameOf(resource, 'BucketName');
