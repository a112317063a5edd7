export { DECIMAL_PRECISION, DECIMAL_SCALE, Decimal, NonNegativeDecimal } from './decimal.js';
export { describeErrors } from './describe-errors.js';
export { plainNumber, type PlainNumber } from './plain-number.js';
export { SALE_SCHEMA_VERSION, Sale } from './sale.js';
export { Scalar, type ScalarKind, type ScalarRule } from './scalar.js';
export { Currency, NonEmptyString, SaleId, SaleStatus, Text, oneOf, text } from './text.js';
export { totalAmount } from './total-amount.js';
export { UtcTimestamp } from './utc-timestamp.js';
export { Quantity, Version } from './whole-number.js';
