import { isObject } from './is-object.js';
import { below, type Location } from './location.js';
import { checkAttributes } from './resource-attributes.js';
import { TemplateError } from './template-error.js';
import type { Template } from './template.js';

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs', 'Rules', 'Metadata'] as const;
const OTHERS: readonly string[] = ['AWSTemplateFormatVersion', 'Description', 'Transform'];

const VERSION = '2010-09-09';

/** Narrows parsed JSON to a template. Throws a TemplateError that names the first part that has not the shape of one. */
export const checkTemplate = (json: unknown, stackName: string): Template => {
  const root: Location = { stackName, path: ['template'] };
  if (!isObject(json)) throw new TemplateError(root, 'a template must be a JSON object.');
  const at = (...path: readonly string[]): Location => ({ stackName, path });
  for (const section of SECTIONS) {
    if (json[section] !== undefined && !isObject(json[section]))
      throw new TemplateError(at(section), 'the section must be an object.');
  }
  if (json['Transform'] !== undefined)
    throw new TemplateError(
      at('Transform'),
      'macros and transforms are not supported; synthesize a template without them.',
    );
  const unknown = Object.keys(json).filter((name) => ![...SECTIONS, ...OTHERS].includes(name));
  if (unknown.length > 0)
    throw new TemplateError(root, `Invalid template property or properties [${unknown.join(', ')}]`);
  if ((json['AWSTemplateFormatVersion'] ?? VERSION) !== VERSION)
    throw new TemplateError(at('AWSTemplateFormatVersion'), `the only version of templates is ${VERSION}.`);
  checkResources(json['Resources'], at('Resources'));
  checkMembers(json['Outputs'], at('Outputs'), 'Value');
  checkMembers(json['Parameters'], at('Parameters'), 'Type');
  return json as unknown as Template;
};

const checkResources = (resources: unknown, at: Location): void => {
  if (!isObject(resources)) throw new TemplateError(at, 'a template must have Resources.');
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (!isObject(resource) || typeof resource['Type'] !== 'string')
      throw new TemplateError(below(at, logicalId), 'a resource must have a Type.');
    if (resource['Properties'] !== undefined && !isObject(resource['Properties']))
      throw new TemplateError(below(at, logicalId, 'Properties'), 'Properties must be an object.');
    checkAttributes(resource, below(at, logicalId));
  }
};

const checkMembers = (section: unknown, at: Location, required: string): void => {
  for (const [name, entry] of Object.entries(isObject(section) ? section : {})) {
    if (!isObject(entry) || !(required in entry)) throw new TemplateError(below(at, name), `${required} is missing.`);
  }
};
