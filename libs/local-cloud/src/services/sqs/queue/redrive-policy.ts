import { invalidParameter } from '../sqs-errors.js';

/** After how many receives a message goes to which dead-letter queue. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const MAXIMUM_RECEIVES = 1000;

/** From JSON text, or an object of a template; undefined for the empty text that takes a policy away. Throws InvalidParameterValue. */
export const redrivePolicy = (given: unknown): RedrivePolicy | undefined => {
  if (given === undefined || given === '') return undefined;
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const invalid = (reason: string): Error =>
    invalidParameter(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}.`);
  const policy = typeof given === 'string' ? parse(given) : given;
  if (typeof policy !== 'object' || policy === null) throw invalid('Redrive policy is not a valid JSON map');
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = policy as Readonly<Record<string, unknown>>;
  const [other] = Object.keys(rest);
  if (other !== undefined) throw invalid(`Unrecognized field: ${other}`);
  if (typeof deadLetterTargetArn !== 'string')
    throw invalid('Redrive policy does not contain mandatory attribute: deadLetterTargetArn');
  if (maxReceiveCount === undefined)
    throw invalid('Redrive policy does not contain mandatory attribute: maxReceiveCount');
  const most = Number(maxReceiveCount);
  if (!Number.isInteger(most) || most < 1 || most > MAXIMUM_RECEIVES)
    throw invalid(
      `Invalid value for maxReceiveCount: ${JSON.stringify(maxReceiveCount)}, valid values are from 1 to ${MAXIMUM_RECEIVES} both inclusive`,
    );
  return { deadLetterTargetArn, maxReceiveCount: most };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
