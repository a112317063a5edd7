import type { Location } from '../template/location.js';
import type { StackEnvironment } from '../template/stack-template.js';
import type { Template } from '../template/template.js';

/** What the intrinsic functions of one template may name, besides the resources' own values. */
export interface Scope {
  readonly stackName: string;
  readonly environment: StackEnvironment;
  readonly template: Template;
  readonly parameters: Parameters;
  /** Whether the condition of that name holds. Throws a TemplateError when there is none. */
  condition(name: string, at: Location): boolean;
}

export interface Parameters {
  has(name: string): boolean;
  /** Throws a TemplateError for a parameter whose value is known to AWS only. */
  value(name: string, at: Location): unknown;
}
