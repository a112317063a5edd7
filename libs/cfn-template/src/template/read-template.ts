import { checkTemplate } from './check-template.js';
import { readYaml } from './read-yaml.js';
import { TemplateError } from './template-error.js';
import type { Template } from './template.js';

/**
 * A template from its text, JSON or YAML with CloudFormation's tags (`!Ref`, `!GetAtt`, `!Sub`, …). Throws a
 * TemplateError for text that is neither and for what has not the shape of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export const readTemplate = (body: string, stackName: string): Template => {
  const isJson = body.trimStart().startsWith('{');
  return checkTemplate(parse(body, stackName, isJson ? JSON.parse : readYaml, isJson ? 'JSON' : 'YAML'), stackName);
};

const parse = (body: string, stackName: string, read: (text: string) => unknown, format: string): unknown => {
  try {
    return read(body);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TemplateError({ stackName, path: ['template'] }, `it is not valid ${format}: ${reason}`, { cause });
  }
};
