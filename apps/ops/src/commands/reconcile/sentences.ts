import type { Finding, Reconciliation } from '@sales-cdc/recovery';
import { counted } from '../../command-line/counted.js';

/** The words for people: the findings that are shown, then what they amount to. */
export const reconciliationLines = (
  counts: Reconciliation,
  shown: readonly Finding[],
  tableName: string,
): readonly string[] => {
  const { items, rows, missing, extra, different, twice, rejected, inFlight } = counts;
  const wrong = missing + extra + different + twice;
  const more = wrong + rejected - shown.length;
  return [
    ...shown.map(sentenceOf),
    ...(more > 0 ? [`… and ${more} more: --output FILE writes all of them`] : []),
    `${counted(items, 'item')} in ${tableName}, ${counted(rows, 'row')} in the lake; ${inFlight} in flight`,
    ...(rejected > 0
      ? [`${counted(rejected, 'item')} rejected: no sale, so no row; "ops explain --all" says why`]
      : []),
    wrong === 0
      ? 'reconciled: nothing missing, nothing extra, nothing different'
      : `NOT reconciled: ${missing} missing, ${extra} extra, ${different} different, ${twice} twice`,
  ];
};

const sentenceOf = (finding: Finding): string => {
  const line = (text: string): string => `${finding.kind.padEnd(9)} ${finding.key}: ${text}`;
  switch (finding.kind) {
    case 'missing':
      return line('the lake has no row of it');
    case 'extra':
      return line('the table has no such item');
    case 'twice':
      return line('the lake has more than one row of it');
    case 'rejected':
      return line(finding.reason);
    case 'different':
      return line(
        finding.columns.map(({ column, table, lake }) => `${column} is ${shown(table)}, not ${shown(lake)}`).join('; '),
      );
  }
};

const shown = (value: string | null): string => (value === null ? 'absent' : JSON.stringify(value));
