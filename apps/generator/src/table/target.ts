import { locatePipeline, type Connection, type PipelineOptions, type Surroundings } from '@sales-cdc/deployment';

/** What the user may say about where to write. */
export interface TargetOptions extends PipelineOptions {
  readonly table: string | undefined;
}

/** The table to write to, and how to reach it. */
export interface Target {
  readonly table: string;
  readonly connection: Connection;
}

/** The table given, else the one that was deployed, else the one that the stage's is called. Throws a UserError when its place cannot be told. */
export const targetOf = ({ table, ...options }: TargetOptions, surroundings: Surroundings): Target => {
  const { connection, deployed } = locatePipeline({ ...options, service: 'DYNAMODB' }, surroundings);
  return { table: table ?? deployed?.tableName ?? `sales-${options.stage}`, connection };
};
