import type { CloudAssembly } from '@sales-cdc/cfn-template';

/** Types that only look at what was delivered, or that take changes elsewhere. Nothing else refers to them but outputs. */
const ASIDE: ReadonlySet<string> = new Set([
  'AWS::Athena::NamedQuery',
  'AWS::Athena::PreparedStatement',
  'AWS::Athena::WorkGroup',
  'AWS::Glue::Crawler',
  'AWS::Glue::Table',
  'AWS::Lambda::EventSourceMapping',
]);

/** The assembly with no more than the way from the table to the lake: every process of a history starts sooner. */
export const wayOfAChange = (assembly: CloudAssembly): CloudAssembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    template: {
      ...stack.template,
      Resources: Object.fromEntries(
        Object.entries(stack.template.Resources).filter(([, { Type }]) => !ASIDE.has(Type)),
      ),
      Outputs: {},
    },
  })),
});
