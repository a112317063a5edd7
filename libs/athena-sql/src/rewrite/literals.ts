import {
  AtTimeZoneContext,
  BinaryLiteralContext,
  ExtractContext,
  IntervalContext,
  ParameterContext,
  TypeConstructorContext,
  UnicodeStringLiteralContext,
  RowConstructorContext,
  SubstringContext,
  PositionContext,
  LambdaContext,
  CurrentTimestampContext,
  LocalTimestampContext,
} from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import type { ParserRuleContext } from 'antlr4ng';
import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { nameOf } from './names.js';
import type { Rewriter, Rule } from './rewriter.js';
import { rule } from './rule.js';

/** The text that a string literal says. */
export const stringOf = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'");

const UNITS: readonly string[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];
const MILLIS: Readonly<Record<string, number>> = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 };

const interval = (context: IntervalContext, rewriter: Rewriter): Fragment => {
  const from = context._from_?.getText().toLowerCase() ?? '';
  const to = context._to?.getText().toLowerCase() ?? from;
  const text = stringOf(context.string().getText());
  const sign = (context._sign?.text === '-') === text.startsWith('-') ? 1 : -1;
  const units = UNITS.slice(UNITS.indexOf(from), UNITS.indexOf(to) + 1);
  const numbers = text.replace(/^-/, '').split(/[-: ]/).map(Number);
  if (numbers.length !== units.length || numbers.some((number) => !(number >= 0)))
    throw rewriter.error('INVALID_LITERAL', context, `'${text}' is not a valid INTERVAL literal`);
  const at = rewriter.at(context);
  if (from === 'year' || from === 'month') {
    const months = units.reduce((sum, unit, index) => sum + (numbers[index] ?? 0) * (unit === 'year' ? 12 : 1), 0);
    return fragment(at, `to_months(${sign * months})`);
  }
  const millis = units.reduce((sum, unit, index) => sum + (numbers[index] ?? 0) * (MILLIS[unit] ?? 0), 0);
  const [days, rest] = [Math.floor(millis / 86_400_000), millis % 86_400_000];
  return fragment(at, `(to_days(${sign * days}) + to_milliseconds(${sign * rest}))`);
};

/** What may be written as `type 'text'`, with the form of the text. */
const CONSTRUCTORS: Readonly<Record<string, { readonly type: string; readonly form: RegExp }>> = {
  date: { type: 'DATE', form: /^\s*\d{4,}-\d{1,2}-\d{1,2}\s*$/ },
  time: { type: 'TIME', form: /^\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?$/ },
  timestamp: { type: 'TIMESTAMP', form: /^\d{4,}-\d{1,2}-\d{1,2}( \d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$/ },
  decimal: { type: '', form: /^[+-]?(\d+\.?\d*|\.\d+)$/ },
  double: { type: 'DOUBLE', form: /^.+$/ },
  bigint: { type: 'BIGINT', form: /^[+-]?\d+$/ },
  integer: { type: 'INTEGER', form: /^[+-]?\d+$/ },
  varchar: { type: 'VARCHAR', form: /^.*$/s },
};

const typeConstructor = (context: TypeConstructorContext, rewriter: Rewriter): Fragment => {
  const type = context.identifier() ? nameOf(context.identifier() as never) : 'double';
  const literal = context.string().getText();
  const at = rewriter.at(context);
  if (type === 'json') return fragment(at, `json(${literal})`);
  const known = CONSTRUCTORS[type];
  if (!known) throw rewriter.refusal(context, `a literal of the type ${type}`);
  const utc = type === 'timestamp' ? /^(.*?) (UTC|[+-]00:00)$/.exec(stringOf(literal))?.[1] : undefined;
  const text = utc ?? stringOf(literal);
  if (type === 'timestamp' && /[A-Za-z]|[+-]\d{2}:\d{2}$/.test(text))
    throw rewriter.refusal(context, 'a timestamp literal in a time zone other than UTC');
  if (!known.form.test(text) || !isCalendarDate(text, type))
    throw rewriter.error('INVALID_LITERAL', context, `${literal} is not a valid ${type.toUpperCase()} literal`);
  if (utc !== undefined) return fragment(at, `CAST('${utc} UTC' AS TIMESTAMPTZ)`);
  return fragment(at, type === 'decimal' ? text.trim() : `CAST(${literal} AS ${known.type})`);
};

const isCalendarDate = (text: string, type: string): boolean => {
  if (type !== 'date' && type !== 'timestamp') return true;
  const [year = 0, month = 0, day = 0] = text.trim().split(' ', 1)[0]?.split('-').map(Number) ?? [];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const EXTRACTED: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  day_of_month: 'day',
  day_of_week: 'isodow',
  dow: 'isodow',
  day_of_year: 'dayofyear',
  doy: 'dayofyear',
  year_of_week: 'isoyear',
  yow: 'isoyear',
  hour: 'hour',
  minute: 'minute',
};

const extract = (context: ExtractContext, rewriter: Rewriter): Fragment => {
  const field = nameOf(context.identifier());
  const value = rewriter.emit(context.valueExpression());
  // The engine's seconds have no fraction either.
  const found = field === 'second' ? 'second' : EXTRACTED[field];
  if (found === undefined) throw rewriter.error('SYNTAX_ERROR', context, `Invalid EXTRACT field: ${field}`);
  return fragment(rewriter.at(context), `${found}(`, value, ')');
};

const atTimeZone = (context: AtTimeZoneContext, rewriter: Rewriter): Fragment => {
  const zone = /'([^']*)'/.exec(context.timeZoneSpecifier().getText())?.[1] ?? '';
  if (!/^(utc|gmt|z|[+-]00:00)$/i.test(zone)) throw rewriter.refusal(context, `AT TIME ZONE '${zone}' (only 'UTC' is)`);
  return fragment(rewriter.at(context), 'CAST(', rewriter.emit(context.valueExpression()), ' AS TIMESTAMPTZ)');
};

const parameter = (context: ParameterContext, rewriter: Rewriter): Fragment => {
  const before = rewriter.parametersBefore(context);
  const value = rewriter.parameters[before];
  if (value === undefined)
    throw rewriter.error(
      'INVALID_PARAMETER_USAGE',
      context,
      `Incorrect number of parameters: expected more than ${rewriter.parameters.length}`,
    );
  return fragment(rewriter.at(context), `(${value})`);
};

const lambda = (context: LambdaContext, rewriter: Rewriter): Fragment => {
  const own = Object.fromEntries(context.identifier().map((name) => [nameOf(name), undefined]));
  return rewriter.inScope(`${rewriter.scope} ${context.parent?.getText() ?? ''}`, () =>
    rewriter.naming(own, () =>
      fragment(
        rewriter.at(context),
        'lambda ',
        rewriter.list(context.identifier()),
        ': ',
        rewriter.emit(context.expression()),
      ),
    ),
  );
};

const substring = (context: SubstringContext, rewriter: Rewriter): Fragment =>
  fragment(rewriter.at(context), 'substr(', rewriter.list(context.valueExpression()), ')');

const position = (context: PositionContext, rewriter: Rewriter): Fragment => {
  const [part, whole] = context.valueExpression();
  if (!part || !whole) return rewriter.children(context);
  return fragment(rewriter.at(context), 'strpos(', rewriter.emit(whole), ', ', rewriter.emit(part), ')');
};

/** Rows have names for the engine, which cannot return them without; `field0` is how Athena prints those of ROW(…). */
const rowOf = (fields: readonly ParserRuleContext[], rewriter: Rewriter, at: number): Fragment =>
  fragment(
    at,
    '{',
    separated(
      at,
      fields.map((field, index) => fragment(rewriter.at(field), `'field${index}': `, rewriter.emit(field))),
      ', ',
    ),
    '}',
  );

export const LITERAL_RULES: ReadonlyMap<unknown, Rule> = new Map([
  rule(IntervalContext, interval),
  rule(TypeConstructorContext, typeConstructor),
  rule(ExtractContext, extract),
  rule(AtTimeZoneContext, atTimeZone),
  rule(ParameterContext, parameter),
  rule(LambdaContext, lambda),
  rule(SubstringContext, substring),
  rule(PositionContext, position),
  rule(RowConstructorContext, (context, rewriter) => rowOf(context.expression(), rewriter, rewriter.at(context))),
  rule(BinaryLiteralContext, (context, rewriter) =>
    fragment(rewriter.at(context), `unhex('${textOf(rewriter.children(context)).slice(2, -1).replace(/\s/g, '')}')`),
  ),
  rule(CurrentTimestampContext, (context, rewriter) => fragment(rewriter.at(context), 'now()')),
  rule(LocalTimestampContext, (context, rewriter) => fragment(rewriter.at(context), 'CAST(now() AS TIMESTAMP)')),
  rule(UnicodeStringLiteralContext, (context, rewriter) => {
    throw rewriter.refusal(context, 'a U& string');
  }),
]);
