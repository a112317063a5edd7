/** Something that could not be helped, and why. */
export interface KeptRecord {
  readonly what: string;
  readonly reason: string;
}

const MOST_SHOWN = 20;

/** The words for people: the first of them, and how many more there are. */
export const keptLines = (kept: readonly KeptRecord[]): readonly string[] => [
  ...kept.slice(0, MOST_SHOWN).map(({ what, reason }) => `  ${what}: ${reason}`),
  ...(kept.length > MOST_SHOWN ? [`  … and ${kept.length - MOST_SHOWN} more: --json has all of them`] : []),
];
