import { isObject } from './is-object.js';
import { below, type Location } from './location.js';
import { TemplateError } from './template-error.js';

/** What a resource may have beside its type; the values are those that it may take, where they are few. */
const ATTRIBUTES: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['Type', undefined],
  ['Properties', undefined],
  ['DependsOn', undefined],
  ['Condition', undefined],
  ['Metadata', undefined],
  ['DeletionPolicy', ['Delete', 'Retain', 'RetainExceptOnCreate']],
  ['UpdateReplacePolicy', ['Delete', 'Retain']],
]);

const UNSUPPORTED: ReadonlySet<string> = new Set(['CreationPolicy', 'UpdatePolicy']);

/** Metadata by which AWS configures machines. */
const UNSUPPORTED_METADATA = ['AWS::CloudFormation::Init', 'AWS::CloudFormation::Authentication'];

/**
 * Throws a TemplateError for an attribute, or a value of one, that nothing would be done about.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-product-attribute-reference.html
 */
export const checkAttributes = (resource: Readonly<Record<string, unknown>>, at: Location): void => {
  for (const [name, value] of Object.entries(resource)) {
    if (UNSUPPORTED.has(name)) throw new TemplateError(below(at, name), `the attribute ${name} is not supported.`);
    if (!ATTRIBUTES.has(name)) throw new TemplateError(below(at, name), `Invalid template resource property '${name}'`);
    const values = ATTRIBUTES.get(name);
    if (values && !values.some((one) => one === value))
      throw new TemplateError(
        below(at, name),
        `the ${name} ${textOf(value)} is not supported; it can be ${values.join(', ')}.`,
      );
  }
  const metadata = isObject(resource['Metadata']) ? resource['Metadata'] : {};
  for (const name of UNSUPPORTED_METADATA.filter((one) => one in metadata))
    throw new TemplateError(below(at, 'Metadata', name), 'metadata that configures machines is not supported.');
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
