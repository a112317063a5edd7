import type { LocalCloud } from '@sales-cdc/local-cloud';

interface Start {
  readonly readyMs: number;
  /** Undefined when nothing is kept. */
  readonly directory: string | undefined;
}

/** What a person should know at start: what runs, where, and what of the template has no effect here. */
export const describeCloud = ({ url, provisioned }: LocalCloud, { readyMs, directory }: Start): string[] => {
  const whole = provisioned.ignored.filter(({ propertyPath }) => propertyPath === undefined);
  const properties = provisioned.ignored.length - whole.length;
  const running = provisioned.resources.length - whole.length;
  const stacks = Object.keys(provisioned.outputs);
  const what = stacks.length === 0 ? 'nothing deployed by this run' : `${running} resources of ${stacks.join(', ')}`;
  return [
    `Local cloud at ${url}: ${what}, ready in ${Math.round(readyMs)} ms; ${directory === undefined ? 'nothing is kept' : `state in ${directory}`}`,
    ...ignoredLines(whole, ({ type }) => type),
    ...(properties > 0
      ? ignoredLines(
          provisioned.ignored.filter(({ propertyPath }) => propertyPath !== undefined),
          ({ type, propertyPath = '' }) => `${type} ${propertyPath}`,
        )
      : []),
    ...(provisioned.leftovers.length > 0
      ? [`  removed, since the template no longer has it: ${provisioned.leftovers.map(nameAndType).join(', ')}`]
      : []),
    '',
  ];
};

const nameAndType = ({ physicalId, type }: LocalCloud['provisioned']['leftovers'][number]): string =>
  `${physicalId} (${type})`;

type Ignored = LocalCloud['provisioned']['ignored'][number];

/** One line a reason: `  without effect here: AWS::IAM::Role ×6, AWS::IAM::Policy ×3 (permissions are not checked yet)`. */
const ignoredLines = (ignored: readonly Ignored[], nameOf: (one: Ignored) => string): string[] => {
  const byReason = new Map<string, Map<string, number>>();
  for (const one of ignored) {
    const names = byReason.get(one.reason) ?? new Map<string, number>();
    names.set(nameOf(one), (names.get(nameOf(one)) ?? 0) + 1);
    byReason.set(one.reason, names);
  }
  return [...byReason].map(([reason, names]) => {
    const counted = [...names].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name));
    return `  without effect here: ${counted.join(', ')} (${reason})`;
  });
};
