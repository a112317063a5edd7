import { TemplateError } from '../template/template-error.js';
import { listArgument, text, type Intrinsic } from './intrinsic.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
export const fnIf: Intrinsic = (argument, call) => {
  const { branch, index } = takenBranch(argument, call);
  return call.resolve(branch, index);
};

/** The branch of an `Fn::If` that counts, not yet resolved. */
export const takenBranch = (
  argument: unknown,
  { at, scope }: Pick<Parameters<Intrinsic>[1], 'at' | 'scope'>,
): { readonly branch: unknown; readonly index: 1 | 2 } => {
  const [name, ifTrue, ifFalse] = listArgument(argument, 3, '[condition name, value if true, value if false]', { at });
  return scope.condition(text(name, 'the condition name', { at }), at)
    ? { branch: ifTrue, index: 1 }
    : { branch: ifFalse, index: 2 };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html */
export const fnFindInMap: Intrinsic = (argument, call) => {
  const keys = listArgument(argument, 3, '[map name, top-level key, second-level key]', call);
  const [map, first, second] = keys.map((key, index) => text(call.resolve(key, index), 'each key', call)) as [
    string,
    string,
    string,
  ];
  const value = call.scope.template.Mappings?.[map]?.[first]?.[second];
  if (value === undefined) throw new TemplateError(call.at, `the template has no mapping ${map}.${first}.${second}.`);
  return value;
};

/** Differs: the zones of every region are taken to be a, b and c. */
export const fnGetAzs: Intrinsic = (argument, call) => {
  const region = text(call.resolve(argument), 'the region', call) || call.scope.environment.region;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
};
