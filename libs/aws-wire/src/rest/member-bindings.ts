import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';

export type Member = readonly [name: string, schema: NormalizedSchema];

/** Where each member of an input or output stands in an HTTP message. */
export interface MemberBindings {
  readonly labels: readonly Member[];
  readonly query: readonly (readonly [...Member, parameter: string])[];
  /** Takes the parameters that no other member does. */
  readonly otherQuery: Member | undefined;
  readonly headers: readonly (readonly [...Member, header: string])[];
  readonly prefixHeaders: readonly (readonly [...Member, prefix: string])[];
  readonly status: Member | undefined;
  readonly payload: Member | undefined;
  /** The members that make the document of the body; undefined when there are none. */
  readonly document: NormalizedSchema | undefined;
}

const NOTHING: MemberBindings = {
  labels: [],
  query: [],
  otherQuery: undefined,
  headers: [],
  prefixHeaders: [],
  status: undefined,
  payload: undefined,
  document: undefined,
};

const documentOf = (schema: NormalizedSchema, names: ReadonlySet<string>): NormalizedSchema | undefined => {
  if (names.size === 0) return undefined;
  const [id, namespace, name, traits, members, types] = schema.getSchema() as StaticStructureSchema;
  const kept = members.flatMap((member, index) => (names.has(member) ? [index] : []));
  return NormalizedSchema.of([
    id,
    namespace,
    name,
    traits,
    kept.map((index) => members[index] as string),
    kept.map((index) => types[index] as StaticStructureSchema[5][number]),
  ] as StaticStructureSchema);
};

const isInDocument = ([, schema]: Member): boolean => {
  const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpResponseCode, httpPayload } =
    schema.getMergedTraits();
  return [httpLabel, httpQuery, httpQueryParams, httpHeader, httpPrefixHeaders, httpResponseCode, httpPayload].every(
    (trait) => trait === undefined,
  );
};

/** Sorts the members of a structure by their HTTP traits: https://smithy.io/2.0/spec/http-bindings.html */
export const readMemberBindings = (schema: NormalizedSchema): MemberBindings => {
  if (!schema.isStructSchema()) return NOTHING;
  const members: readonly Member[] = [...schema.structIterator()];
  const withFlag = (trait: 'httpLabel' | 'httpQueryParams' | 'httpResponseCode' | 'httpPayload'): readonly Member[] =>
    members.filter(([, member]) => member.getMergedTraits()[trait]);
  const withName = (trait: 'httpQuery' | 'httpHeader' | 'httpPrefixHeaders') =>
    members.flatMap(([name, member]) => {
      const wireName = member.getMergedTraits()[trait];
      return wireName === undefined
        ? []
        : [[name, member, trait === 'httpQuery' ? wireName : wireName.toLowerCase()] as const];
    });

  return {
    labels: withFlag('httpLabel'),
    query: withName('httpQuery'),
    otherQuery: withFlag('httpQueryParams')[0],
    headers: withName('httpHeader'),
    prefixHeaders: withName('httpPrefixHeaders'),
    status: withFlag('httpResponseCode')[0],
    payload: withFlag('httpPayload')[0],
    document: documentOf(schema, new Set(members.filter(isInDocument).map(([name]) => name))),
  };
};
