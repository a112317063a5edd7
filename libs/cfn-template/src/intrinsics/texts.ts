import { TemplateError } from '../template/template-error.js';
import { list, listArgument, text, type Intrinsic } from './intrinsic.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-join.html */
export const fnJoin: Intrinsic = (argument, call) => {
  const [delimiter, values] = listArgument(argument, 2, '[delimiter, list of values]', call);
  const parts = list(call.resolve(values, 1), 'the second argument', call);
  return parts.map((part) => text(part, 'each value', call)).join(text(delimiter, 'the delimiter', call));
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-split.html */
export const fnSplit: Intrinsic = (argument, call) => {
  const [delimiter, source] = listArgument(argument, 2, '[delimiter, source string]', call);
  return text(call.resolve(source, 1), 'the source', call).split(text(delimiter, 'the delimiter', call));
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-select.html */
export const fnSelect: Intrinsic = (argument, call) => {
  const [index, values] = listArgument(argument, 2, '[index, list of values]', call);
  const position = Number(text(call.resolve(index, 0), 'the index', call));
  const from = list(call.resolve(values, 1), 'the second argument', call);
  const selected = from[position] ?? from.find((one) => typeof one === 'string' && call.lookup.isUnknown?.(one));
  if (selected === undefined)
    throw new TemplateError(call.at, `there is no element ${position} in a list of ${from.length}.`);
  return selected;
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-base64.html */
export const fnBase64: Intrinsic = (argument, call) =>
  Buffer.from(text(call.resolve(argument), 'the argument', call)).toString('base64');
