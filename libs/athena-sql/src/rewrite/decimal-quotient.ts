import type { EngineType } from '../types/engine-type.js';

/** The type of a quotient of decimals. https://trino.io/docs/current/functions/decimal.html#binary-arithmetic-decimal-operators */
const quotientType = (a: EngineType, b: EngineType): { readonly precision: number; readonly scale: number } => {
  const scale = Math.max(a.scale, b.scale);
  return { precision: Math.min(38, a.precision + b.scale + Math.max(0, b.scale - a.scale)), scale };
};

/**
 * SQL of `x / y` for decimals, rounded half away from zero as in Trino, and computed with whole numbers because the
 * engine would divide doubles. The divisor is not zero.
 */
export const decimalQuotient = (x: string, a: EngineType, y: string, b: EngineType): string => {
  const { precision, scale } = quotientType(a, b);
  const numerator = `(${unscaled(x, a)} * ${power(scale + b.scale - a.scale)})`;
  return decimalOf(halfUp(numerator, unscaled(y, b)), precision, scale);
};

/** The average of decimals has their type in Trino. */
export const decimalAverage = (sum: string, count: string, { precision, scale }: EngineType): string =>
  decimalOf(halfUp(`CAST(${sum} * ${10n ** BigInt(scale)} AS HUGEINT)`, `CAST(${count} AS HUGEINT)`), precision, scale);

const unscaled = (x: string, { scale }: EngineType): string => `CAST(${x} * ${10n ** BigInt(scale)} AS HUGEINT)`;

const power = (exponent: number): string => `CAST(${10n ** BigInt(Math.max(0, exponent))} AS HUGEINT)`;

const halfUp = (numerator: string, divisor: string): string =>
  `(CASE WHEN (${numerator} < 0) = (${divisor} < 0) THEN 1 ELSE -1 END * ((2 * abs(${numerator}) + abs(${divisor})) // nullif(2 * abs(${divisor}), 0)))`;

const decimalOf = (whole: string, precision: number, scale: number): string =>
  scale === 0
    ? `CAST(${whole} AS DECIMAL(${precision},0))`
    : `CAST(CAST(${whole} AS DECIMAL(${38 - scale},0)) * CAST(0.${'0'.repeat(scale - 1)}1 AS DECIMAL(${scale},${scale})) AS DECIMAL(${precision},${scale}))`;
