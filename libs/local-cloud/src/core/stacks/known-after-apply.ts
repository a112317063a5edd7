import type { Lookup } from '@sales-cdc/cfn-template';

/** What AWS puts in a change set for a value that is known only when the change is made. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Whether a text is such a value, made with one, or cut out of one. */
export const isKnownAfterApply = (text: string): boolean => text.includes('KNOWN_AFTER_APPLY');

/** Stands in for all resources, so that a template can be looked at before anything is created. */
export const NOTHING_KNOWN: Lookup = {
  ref: () => KNOWN_AFTER_APPLY,
  attribute: () => KNOWN_AFTER_APPLY,
  importValue: () => KNOWN_AFTER_APPLY,
  isUnknown: isKnownAfterApply,
};
