/**
 * What CloudFormation's resource specification says of updates, as the source text of
 * `src/core/update-behaviour/specification.ts`.
 *
 * @typedef {{ type: string, name: string, reference: { $ref: string }, element: PropertyType, types: PropertyType[] }} PropertyType
 * @typedef {Readonly<Record<string, { causesReplacement?: 'yes' | 'no' | 'maybe', type: PropertyType }>>} Properties
 * @typedef {{ cloudFormationType: string, primaryIdentifier?: readonly string[], properties: Properties }} Resource
 * @typedef {{ lookup: Function, get: Function }} Database  Of `@aws-cdk/aws-service-spec`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RESOURCE_TYPE = /\btype: '(AWS::\w+::\w+)'/g;

/** Every resource type that the sources below the folder name, in their order. @param {string} folder */
export const typesIn = (folder) => {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'),
  );
  const types = sources.flatMap((path) => [...readFileSync(join(folder, path), 'utf8').matchAll(RESOURCE_TYPE)]);
  return [...new Set(types.map(([, type]) => type))].sort();
};

/** The text of the generated file. @param {Database} database @param {readonly string[]} types */
export const specificationText = (database, types) => {
  const rows = types.flatMap((type) => {
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    return resource ? [`  '${type}': ${rowOf(resource, database)},\n`] : [];
  });
  return `${HEADER}export const SPECIFICATION: Readonly<Record<string, UpdateRules>> = {\n${rows.join('')}};\n`;
};

const HEADER = `// Generated from @aws-cdk/aws-service-spec by \`nx run local-cloud:update-behaviour\`; do not edit.
import type { UpdateRules } from './update-rules.js';

`;

/** @param {Resource} resource @param {Database} database */
const rowOf = ({ properties, primaryIdentifier = [] }, database) => {
  const found = markedIn(properties, [], [], database).sort(([left], [right]) => (left < right ? -1 : 1));
  const named = primaryIdentifier.every((name) => name in properties) ? primaryIdentifier : [];
  const pathsOf = (mark) => found.flatMap(([path, causes]) => (causes === mark ? [path] : []));
  return `{ name: ${listOf(named)}, replacement: ${listOf(pathsOf('yes'))}, conditional: ${listOf(pathsOf('maybe'))} }`;
};

/** @param {readonly string[]} names */
const listOf = (names) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

/** The paths of properties that cause a replacement, and how surely; what lies below such a property is left out.
 * @param {Properties} properties @param {readonly string[]} above @param {readonly string[]} open types that may hold themselves
 * @param {Database} database @returns {[string, string][]} */
const markedIn = (properties, above, open, database) =>
  Object.entries(properties).flatMap(([name, { causesReplacement = 'no', type }]) => {
    const path = [...above, name];
    if (causesReplacement !== 'no') return [[path.join('.'), causesReplacement]];
    return definitionsOf(type).flatMap((id) =>
      open.includes(id) ? [] : markedIn(database.get('typeDefinition', id).properties, path, [...open, id], database),
    );
  });

/** The definitions of the objects that a property may hold. @param {PropertyType} type @returns {string[]} */
const definitionsOf = (type) => {
  if (type.type === 'ref') return [type.reference.$ref];
  if (type.type === 'array' || type.type === 'map') return definitionsOf(type.element);
  return type.type === 'union' ? type.types.flatMap(definitionsOf) : [];
};
