import type { StackRecord } from '../../../core/stacks/stack.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';

/** Where a caller's template is. */
export interface TemplateSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
}

/** The text of the template: given, an object of S3, or the one that the stack has. */
export const readTemplateBody = async (
  { TemplateBody, TemplateURL, UsePreviousTemplate }: TemplateSource,
  former: StackRecord | undefined,
  { ports }: Pick<CloudFormationState, 'ports'>,
): Promise<string> => {
  const sources = [TemplateBody !== undefined, TemplateURL !== undefined, UsePreviousTemplate === true];
  if (sources.filter(Boolean).length > 1)
    throw validationError('You cannot specify more than one of TemplateBody, TemplateURL and UsePreviousTemplate.');
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL !== undefined) return readObject(TemplateURL, ports);
  if (UsePreviousTemplate === true && former) return former.definition.templateBody;
  throw validationError('Either Template URL or Template Body must be specified.');
};

const readObject = async (url: string, ports: CloudFormationState['ports']): Promise<string> => {
  const place = objectOf(url);
  if (!place) throw validationError(`TemplateURL must be a supported URL: ${url}`);
  const body = await ports.readObject(place.bucket, place.key);
  if (body === undefined)
    throw validationError(`S3 error: The specified key does not exist: ${place.bucket}/${place.key}.`);
  return body;
};

/** `https://s3.us-east-1.amazonaws.com/bucket/key`, `https://bucket.s3.us-east-1.amazonaws.com/key`, or this endpoint's. */
const objectOf = (text: string): { readonly bucket: string; readonly key: string } | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { hostname, pathname } = new URL(text);
  const path = decodeURIComponent(pathname.slice(1));
  const [, ownBucket] = /^(.+)\.s3[.-][a-z0-9.-]*$/.exec(hostname) ?? [];
  if (ownBucket !== undefined) return { bucket: ownBucket, key: path };
  const slash = path.indexOf('/');
  return slash > 0 ? { bucket: path.slice(0, slash), key: path.slice(slash + 1) } : undefined;
};
