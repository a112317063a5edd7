/** The stages that `apps/infra` synthesizes; its `cdk.json` names the same ones. */
export const STAGES = ['dev', 'prod'] as const;
export type Stage = (typeof STAGES)[number];

export const isStage = (text: string): text is Stage => (STAGES as readonly string[]).includes(text);
