import type { CreateCrawlerRequest, DeleteBehavior, UpdateBehavior } from '@aws-sdk/client-glue';
import { checkProperties, each, members, oneOf, supported, type PropertyRules } from '../../../core/property-rules.js';
import { invalidInput } from '../errors.js';
import { exclusionOf } from './exclusion-pattern.js';
import type { GroupingPolicy } from './grouping/group-tables.js';
import { readCron, type CronExpression } from './schedule/cron.js';

/** A folder of a bucket that a crawler looks through. */
export interface CrawlTarget {
  readonly bucket: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
  readonly isExcluded: (relativeKey: string) => boolean;
}

/** What a crawler is to do, read from its settings. */
export interface CrawlerDefinition {
  readonly name: string;
  readonly databaseName: string;
  readonly tablePrefix: string;
  readonly targets: readonly CrawlTarget[];
  readonly schedule: CronExpression | undefined;
  readonly updateBehavior: UpdateBehavior;
  readonly deleteBehavior: DeleteBehavior;
  readonly onlyNewFolders: boolean;
  readonly grouping: GroupingPolicy;
  /** Partitions get the columns of their table. */
  readonly partitionsInherit: boolean;
  /** Tables only gain columns. */
  readonly mergeNewColumns: boolean;
}

/** Settings that CreateCrawler and a template share; a template writes the Schedule as an object. */
export const CRAWLER_PROPERTIES: PropertyRules = {
  Name: supported,
  Role: supported,
  DatabaseName: supported,
  Description: supported,
  TablePrefix: supported,
  Targets: members({ S3Targets: each(members({ Path: supported, Exclusions: supported })) }),
  SchemaChangePolicy: members({
    UpdateBehavior: oneOf('UPDATE_IN_DATABASE', 'LOG'),
    DeleteBehavior: oneOf('DEPRECATE_IN_DATABASE', 'DELETE_FROM_DATABASE', 'LOG'),
  }),
  RecrawlPolicy: members({ RecrawlBehavior: oneOf('CRAWL_EVERYTHING', 'CRAWL_NEW_FOLDERS_ONLY') }),
  Configuration: supported,
};

const REQUEST_PROPERTIES: PropertyRules = { ...CRAWLER_PROPERTIES, Schedule: supported };

/** https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html */
const CONFIGURATION: PropertyRules = {
  Version: oneOf(1),
  Grouping: members({
    TableGroupingPolicy: oneOf('CombineCompatibleSchemas'),
    TableLevelConfiguration: supported,
  }),
  CrawlerOutput: members({
    Partitions: members({ AddOrUpdateBehavior: oneOf('InheritFromTable') }),
    Tables: members({ AddOrUpdateBehavior: oneOf('MergeNewColumns') }),
  }),
};

interface Configuration {
  readonly Grouping?: { readonly TableGroupingPolicy?: string; readonly TableLevelConfiguration?: number };
  readonly CrawlerOutput?: { readonly Partitions?: object; readonly Tables?: object };
}

/** Reads the settings of a crawler. Throws `InvalidInputException` for what is wrong or what is not supported. */
export const readDefinition = (request: CreateCrawlerRequest): CrawlerDefinition => {
  refuseOthers(request, REQUEST_PROPERTIES, '');
  const { Name, Role, DatabaseName, TablePrefix = '', SchemaChangePolicy, RecrawlPolicy, Schedule } = request;
  if (!Name || Name.length > 255) throw invalidInput('Name must have between 1 and 255 characters.');
  if (!Role) throw invalidInput('Role is required.');
  if (!DatabaseName) throw invalidInput('DatabaseName is required.');
  if (TablePrefix.length > 128) throw invalidInput('TablePrefix must have at most 128 characters.');
  const targets = readTargets(request);
  const configuration = readConfiguration(request.Configuration);
  const definition: CrawlerDefinition = {
    name: Name,
    databaseName: DatabaseName,
    tablePrefix: TablePrefix,
    targets,
    schedule: Schedule ? readCron(Schedule) : undefined,
    updateBehavior: SchemaChangePolicy?.UpdateBehavior ?? 'UPDATE_IN_DATABASE',
    deleteBehavior: SchemaChangePolicy?.DeleteBehavior ?? 'DEPRECATE_IN_DATABASE',
    onlyNewFolders: RecrawlPolicy?.RecrawlBehavior === 'CRAWL_NEW_FOLDERS_ONLY',
    grouping: {
      combineCompatible: configuration.Grouping?.TableGroupingPolicy !== undefined,
      tableLevel: readTableLevel(configuration.Grouping?.TableLevelConfiguration, targets),
    },
    partitionsInherit: configuration.CrawlerOutput?.Partitions !== undefined,
    mergeNewColumns: configuration.CrawlerOutput?.Tables !== undefined,
  };
  checkRecrawl(definition);
  return definition;
};

const refuseOthers = (value: object, rules: PropertyRules, place: string): void => {
  const [sentence] = checkProperties(Object.fromEntries(Object.entries(value).filter(isGiven)), rules).refused;
  if (sentence !== undefined) throw invalidInput(`${place}${sentence}`);
};

const isGiven = ([, value]: readonly [string, unknown]): boolean => value !== undefined;

const readTargets = ({ Targets }: CreateCrawlerRequest): readonly CrawlTarget[] => {
  const targets = (Targets?.S3Targets ?? []).map(({ Path, Exclusions }) => {
    const [, bucket, path = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(Path ?? '') ?? [];
    if (bucket === undefined) throw invalidInput(`The S3 path ${Path ?? ''} is not of the form s3://bucket/prefix.`);
    return {
      bucket,
      prefix: path === '' || path.endsWith('/') ? path : `${path}/`,
      isExcluded: exclusionOf(Exclusions ?? []),
    };
  });
  if (targets.length === 0) throw invalidInput('Targets must have at least one S3 target.');
  return targets;
};

const readConfiguration = (text = '{"Version":1.0}'): Configuration => {
  const configuration = parsed(text);
  if (typeof configuration !== 'object' || configuration === null || Array.isArray(configuration))
    throw invalidInput('The Configuration is not a JSON object.');
  refuseOthers(configuration, CONFIGURATION, 'In the Configuration, ');
  return configuration;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw Object.assign(invalidInput('The Configuration is not JSON.'), { cause });
  }
};

const readTableLevel = (level: unknown, targets: readonly CrawlTarget[]): number | undefined => {
  if (level === undefined) return undefined;
  const deepest = Math.max(...targets.map(({ prefix }) => prefix.split('/').length));
  if (typeof level !== 'number' || !Number.isSafeInteger(level) || level < deepest)
    throw invalidInput(
      `TableLevelConfiguration must be a whole number that is not above the S3 target, here ${deepest}.`,
    );
  return level;
};

const checkRecrawl = ({ onlyNewFolders, updateBehavior, deleteBehavior }: CrawlerDefinition): void => {
  if (onlyNewFolders && (updateBehavior !== 'LOG' || deleteBehavior !== 'LOG'))
    throw invalidInput(
      'The SchemaChangePolicy for "Crawl new folders only" Amazon S3 target can have only LOG DeleteBehavior value and LOG UpdateBehavior value.',
    );
};
