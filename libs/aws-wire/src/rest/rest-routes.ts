import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from '../schema/check-shape.js';
import type { OperationSchema, ServiceSchema } from '../schema/service-schemas.js';

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  /** A greedy label takes all that is left of the path, slashes and all. */
  | { readonly kind: 'label'; readonly member: string; readonly greedy: boolean };

/** How one operation is recognised by method, path, query and headers. */
export interface RestRoute {
  readonly operation: OperationSchema;
  readonly status: number;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** `?list-type=2`: the query must have them; an empty value stands for any. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly requiredQuery: readonly string[];
  /** In lower case. */
  readonly requiredHeaders: readonly string[];
}

export interface RestMatch {
  readonly route: RestRoute;
  /** Values of the labels, still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
}

const readSegment = (text: string): Segment => {
  if (!text.startsWith('{')) return { kind: 'literal', text };
  const greedy = text.endsWith('+}');
  return { kind: 'label', member: text.slice(1, greedy ? -2 : -1), greedy };
};

/** The SDK's endpoint rules put a bucket into host or path, so the schema's path lacks it: path style has it first. */
const leadingLabels = (input: NormalizedSchema, uri: string): readonly Segment[] =>
  labelMembers(input)
    .filter((member) => member === 'Bucket' && !uri.includes('{Bucket}'))
    .map((member) => ({ kind: 'label', member, greedy: false }));

const labelMembers = (input: NormalizedSchema): readonly string[] =>
  input.isStructSchema()
    ? [...input.structIterator()].flatMap(([name, member]) => (member.getMergedTraits().httpLabel ? [name] : []))
    : [];

const requiredBindings = (input: NormalizedSchema, trait: 'httpQuery' | 'httpHeader'): readonly string[] => {
  if (!input.isStructSchema()) return [];
  return requiredMembers(input).flatMap((name) => input.getMemberSchema(name).getMergedTraits()[trait] ?? []);
};

const readRoute = (operation: OperationSchema): readonly RestRoute[] => {
  const { http, input } = operation;
  if (!http) return [];
  const [path = '', search = ''] = http.uri.split('?', 2);
  return [
    {
      operation,
      status: http.status,
      method: http.method,
      segments: [...leadingLabels(input, path), ...path.split('/').filter(Boolean).map(readSegment)],
      query: [...new URLSearchParams(search)],
      requiredQuery: requiredBindings(input, 'httpQuery'),
      requiredHeaders: requiredBindings(input, 'httpHeader').map((name) => name.toLowerCase()),
    },
  ];
};

/** How much a request must say to be this operation: of two that match, the one that asks for more is meant. */
const specificity = ({ segments, query, requiredQuery, requiredHeaders }: RestRoute): number =>
  segments.filter(({ kind }) => kind === 'literal').length +
  query.filter(([name]) => name !== 'x-id').length +
  requiredQuery.length +
  requiredHeaders.length;

/** All routes of a service, the most specific first; `isServed` decides between two that ask for the same. */
export const readRestRoutes = (
  { operations }: ServiceSchema,
  isServed: (name: string) => boolean,
): readonly RestRoute[] => {
  const servedFirst = ({ operation }: RestRoute): number => (isServed(operation.name) ? 1 : 0);
  return [...operations.values()]
    .flatMap(readRoute)
    .sort((left, right) => specificity(right) - specificity(left) || servedFirst(right) - servedFirst(left));
};

const matchPath = (segments: readonly Segment[], steps: readonly string[]): Record<string, string> | undefined => {
  const labels: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const step = steps[index];
    if (step === undefined) return undefined;
    if (segment.kind === 'literal') {
      if (segment.text !== step) return undefined;
      continue;
    }
    const value = segment.greedy ? steps.slice(index).join('/') : step;
    if (value === '') return undefined;
    labels[segment.member] = value;
    if (segment.greedy) return labels;
  }
  const rest = steps.slice(segments.length);
  return rest.length === 0 || (rest.length === 1 && rest[0] === '') ? labels : undefined;
};

export interface RestTarget {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
}

const matchesQuery = ({ operation, query, requiredQuery }: RestRoute, sent: URLSearchParams): boolean => {
  // The SDK names the operation in `x-id`; other clients leave it out.
  const named = sent.get('x-id');
  if (named !== null && named !== operation.name) return false;
  const fits = ([name, value]: readonly [string, string]): boolean =>
    name === 'x-id' || (sent.has(name) && (value === '' || sent.get(name) === value));
  return query.every(fits) && requiredQuery.every((name) => sent.has(name));
};

export const matchRestRoute = (routes: readonly RestRoute[], target: RestTarget): RestMatch | undefined => {
  const steps = target.path.slice(1).split('/');
  for (const route of routes) {
    if (route.method !== target.method || !matchesQuery(route, target.query)) continue;
    if (!route.requiredHeaders.every((name) => target.headers[name] !== undefined)) continue;
    const labels = matchPath(route.segments, steps);
    if (labels) return { route, labels };
  }
  return undefined;
};
