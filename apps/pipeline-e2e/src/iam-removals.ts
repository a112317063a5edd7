import type { CloudAssembly, ResourceDeclaration, StackTemplate } from '@sales-cdc/cfn-template';

type Json = Readonly<Record<string, unknown>>;

/** Something that can be taken out of a template's permissions: a statement, one of its actions, or a managed policy. */
export interface Removal {
  /** `ChangePipeRole7E9E43E5 permissions ReadChanges dynamodb:GetRecords` */
  readonly name: string;
  readonly from: (assembly: CloudAssembly) => CloudAssembly;
}

/** Where policy documents stand in each type of resource. */
const DOCUMENTS: Readonly<Record<string, (properties: Json) => readonly Path[]>> = {
  'AWS::IAM::Role': ({ Policies }) => [
    ['AssumeRolePolicyDocument'],
    ...listOf(Policies ?? []).map((_, index): Path => ['Policies', index, 'PolicyDocument']),
  ],
  'AWS::IAM::Policy': () => [['PolicyDocument']],
  'AWS::IAM::ManagedPolicy': () => [['PolicyDocument']],
  'AWS::S3::BucketPolicy': () => [['PolicyDocument']],
  'AWS::SNS::TopicPolicy': () => [['PolicyDocument']],
  'AWS::SQS::QueuePolicy': () => [['PolicyDocument']],
};

type Path = readonly (string | number)[];

/** Every statement, every action of a statement with several, and every managed policy of a role, one at a time. */
export const removalsOf = ({ stacks }: CloudAssembly): readonly Removal[] =>
  stacks.flatMap(({ template }) =>
    Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties = {} }]) => [
      ...(DOCUMENTS[Type]?.(Properties) ?? []).flatMap((path) => inDocument(logicalId, Properties, path)),
      ...listOf(Properties['ManagedPolicyArns'] ?? []).map((_, index) =>
        removal(logicalId, `${logicalId} ManagedPolicyArns[${String(index)}]`, ['ManagedPolicyArns'], without(index)),
      ),
    ]),
  );

const inDocument = (logicalId: string, properties: Json, path: Path): readonly Removal[] =>
  listOf(at(properties, [...path, 'Statement'])).flatMap((statement, index) => {
    const { Sid, Action } = statement as { Sid?: string; Action: unknown };
    const name = [logicalId, path[0], Sid ?? `Statement[${String(index)}]`].join(' ');
    const actions = listOf(Action).map(String);
    const toStatements = [...path, 'Statement'];
    return [
      removal(logicalId, name, toStatements, without(index)),
      ...(actions.length < 2 ? [] : actions).map((action, position) =>
        removal(logicalId, `${name} ${action}`, [...toStatements, index, 'Action'], without(position)),
      ),
    ];
  });

const removal = (logicalId: string, name: string, path: Path, change: (value: unknown) => unknown): Removal => ({
  name,
  from: (assembly) => changeResource(assembly, logicalId, (properties) => changeAt(properties, path, change) as Json),
});

/** Where it is said how often a record is tried again. */
const RETRIES: Readonly<Record<string, Path>> = {
  'AWS::Lambda::EventSourceMapping': ['MaximumRetryAttempts'],
  'AWS::Pipes::Pipe': ['SourceParameters', 'DynamoDBStreamParameters', 'MaximumRetryAttempts'],
};

/** Retries are not what is tried here: a record that its target does not take is given up at once. */
export const withoutPatience = (assembly: CloudAssembly): CloudAssembly =>
  assembly.stacks
    .flatMap(({ template }) => Object.entries(template.Resources))
    .reduce((changed, [logicalId, { Type }]) => {
      const path = RETRIES[Type];
      return path
        ? changeResource(changed, logicalId, (properties) => changeAt(properties, path, () => 0) as typeof properties)
        : changed;
    }, assembly);

/** The assembly with one resource's properties changed; the one given stays as it is. */
const changeResource = (
  assembly: CloudAssembly,
  logicalId: string,
  change: (properties: Json) => Json,
): CloudAssembly => ({ ...assembly, stacks: assembly.stacks.map((stack) => changeIn(stack, logicalId, change)) });

const changeIn = (stack: StackTemplate, logicalId: string, change: (properties: Json) => Json): StackTemplate => {
  const resource = stack.template.Resources[logicalId];
  if (!resource) return stack;
  const changed: ResourceDeclaration = { ...resource, Properties: change(resource.Properties ?? {}) };
  return {
    ...stack,
    template: { ...stack.template, Resources: { ...stack.template.Resources, [logicalId]: changed } },
  };
};

const without =
  (position: number) =>
  (list: unknown): unknown =>
    listOf(list).filter((_, index) => index !== position);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);

/** A copy in which the value at the path is another. */
const changeAt = (value: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): unknown => {
  if (key === undefined) return change(value);
  // A single statement need not stand in a list.
  if (key === 0 && !Array.isArray(value)) return changeAt(value, rest, change);
  const copy = Array.isArray(value) ? ([...(value as unknown[])] as unknown[]) : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = changeAt(at(value, [key]), rest, change);
  return copy;
};
