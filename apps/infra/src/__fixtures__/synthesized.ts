import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PipelineStack } from '../pipeline-stack.js';
import { stageNamed } from '../stages.js';

/** The part of cdk.json that changes a template. */
export interface CdkJson {
  readonly context: Readonly<Record<string, unknown>>;
}

/** A resource as the template holds it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

export const readCdkJson = (): CdkJson =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8')) as CdkJson;

/** The template of a stage under the feature flags of cdk.json, with a bundle that stands in for those of the Lambdas. */
export const synthesized = (stage: string): Template => {
  const bundle = mkdtempSync(join(tmpdir(), 'sales-bundle-'));
  try {
    writeFileSync(join(bundle, 'index.cjs'), 'exports.handler = async () => ({ records: [] });\n');
    // Synth checks the template against CloudFormation's schemas; here that would take most of the time.
    const app = new App({ context: readCdkJson().context, builtinCloudFormationValidation: false });
    return Template.fromStack(
      new PipelineStack(app, { stage: stageNamed(stage), transformBundle: bundle, alertsBundle: bundle }),
    );
  } finally {
    rmSync(bundle, { recursive: true });
  }
};

/** Every resource of a template by its logical id. */
export const resourcesOf = (template: Template): Readonly<Record<string, TemplateResource>> =>
  (template.toJSON() as { readonly Resources: Record<string, TemplateResource> }).Resources;

/** The resources of one type, with their logical ids. */
export const resourcesOfType = (template: Template, type: string): readonly (readonly [string, TemplateResource])[] =>
  Object.entries(resourcesOf(template)).filter(([, resource]) => resource.Type === type);

/** The one resource of that type. */
export const theOnly = (template: Template, type: string): readonly [string, TemplateResource] => {
  const [first, ...others] = resourcesOfType(template, type);
  if (!first || others.length > 0)
    throw new Error(`There must be one ${type}, not ${others.length + (first ? 1 : 0)}.`);
  return first;
};

/** A member of nested objects; the path must exist up to its last step. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value);
