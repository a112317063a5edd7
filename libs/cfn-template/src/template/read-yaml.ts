import YAML from 'yaml';

/** CloudFormation's short forms of its functions. */
const SHORT_FORMS: ReadonlySet<string> = new Set([
  ...['And', 'Base64', 'Cidr', 'Condition', 'Contains', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'If', 'ImportValue'],
  ...['Join', 'Not', 'Or', 'Ref', 'Select', 'Split', 'Sub'],
]);

/** The members of a node of the package's tree that are read here. */
interface YamlNode {
  readonly type?: string;
  readonly tag?: string;
  readonly value?: unknown;
  readonly items?: readonly (YamlNode | YamlPair)[];
  readonly source?: YamlNode;
}
interface YamlPair {
  readonly type: string;
  readonly key: YamlNode;
  readonly value: YamlNode | null;
}

/** YAML as plain JSON, with the short forms of functions written out. Throws an Error that says what is wrong and where. */
export const readYaml = (text: string): unknown => {
  // An unquoted date, such as the Version of a policy, stays a string in this schema, as CloudFormation reads it.
  const document = YAML.parseDocument(text, { schema: 'core' });
  const [error] = document.errors;
  if (error) throw error;
  return valueOf(document.contents);
};

const valueOf = (node: YamlNode | null): unknown => {
  if (node === null) return null;
  if (node.type === 'ALIAS') return valueOf(node.source ?? null);
  const plain = node.items ? contentOf(node.type ?? '', node.items) : node.value;
  if (!node.tag?.startsWith('!')) return plain;
  const name = node.tag.slice(1);
  if (!SHORT_FORMS.has(name)) throw new Error(`the tag ${node.tag} is no function of CloudFormation.`);
  return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: plain };
};

const contentOf = (type: string, items: readonly (YamlNode | YamlPair)[]): unknown => {
  if (type.endsWith('SEQ')) return (items as readonly YamlNode[]).map(valueOf);
  return Object.fromEntries(
    (items as readonly YamlPair[]).map(({ key, value }) => [String(valueOf(key)), valueOf(value)]),
  );
};
