import type { Location } from '../template/location.js';
import { TemplateError } from '../template/template-error.js';

/** The intrinsic function that an object calls, if it calls one. */
export const intrinsicIn = (
  value: Readonly<Record<string, unknown>>,
  at: Location,
): { readonly name: string; readonly argument: unknown } | undefined => {
  const names = Object.keys(value);
  const name = names.find((member) => member.startsWith('Fn::'));
  if (name !== undefined && names.length > 1)
    throw new TemplateError(at, `${name} must be the only member of its object.`);
  if (name !== undefined) return { name, argument: value[name] };
  return names.length === 1 && typeof value['Ref'] === 'string' ? { name: 'Ref', argument: value['Ref'] } : undefined;
};
