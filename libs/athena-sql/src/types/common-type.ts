import { areCompatible, type EngineType } from './engine-type.js';

/** The first type that shares no common type with those before it. */
export interface Disagreement {
  readonly index: number;
  readonly before: EngineType;
  readonly type: EngineType;
}

/** Where the types have no common one; undefined when they have. */
export const findDisagreement = (types: readonly EngineType[]): Disagreement | undefined => {
  for (const [index, type] of types.entries()) {
    const before = types.slice(0, index).find((other) => !areCompatible(other, type));
    if (before) return { index, before, type };
  }
  return undefined;
};

/** How Trino tells of results, operands or elements without a common type. */
export const noCommonType = (what: string, { before, type }: Disagreement, types: readonly EngineType[]): string =>
  `${what} must be the same type or coercible to a common type. Cannot find common type between ${before.name} and ${type.name}, all types (without duplicates): [${[...new Set(types.map(({ name }) => name))].join(', ')}]`;
