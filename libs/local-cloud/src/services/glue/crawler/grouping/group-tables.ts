import type { CrawledObject } from './crawled-object.js';
import { levelOf, type Folder } from './folder.js';
import { canMerge, merge, type TableGroup } from './table-group.js';

/** How objects are put together, from a crawler's `Grouping`. */
export interface GroupingPolicy {
  /** CombineCompatibleSchemas: format, compression and folders decide alone. */
  readonly combineCompatible: boolean;
  /** TableLevelConfiguration: the level whose folders are tables; 1 is the bucket. */
  readonly tableLevel?: number | undefined;
}

/** The tables of a folder, and the keys of objects that lie above the level of tables and so are in none. */
export interface GroupedTables {
  readonly groups: readonly TableGroup[];
  readonly unplaced: readonly string[];
}

/**
 * Finds the folders that are tables and those that are their partitions: a folder is one table when more than 70 % of
 * what is in it is alike, in at most five kinds; what is not alike becomes tables of its own.
 * https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html
 */
export const groupTables = (folder: Folder, policy: GroupingPolicy): GroupedTables => {
  if (policy.tableLevel === undefined) return { groups: tablesOf(folder, policy), unplaced: [] };
  if (levelOf(folder) >= policy.tableLevel) return { groups: tablesOf(folder, policy), unplaced: [] };
  const below = folder.folders.map((one) => groupTables(one, policy));
  return {
    groups: below.flatMap(({ groups }) => groups),
    unplaced: [...folder.objects.map(({ key }) => key), ...below.flatMap(({ unplaced }) => unplaced)],
  };
};

const tablesOf = (folder: Folder, policy: GroupingPolicy): readonly TableGroup[] => {
  const { whole, others } = group(folder, policy);
  return whole ? [whole, ...others] : others;
};

/** What a folder is when it is one table, and the tables in it that are none of its partitions. */
interface GroupedFolder {
  readonly whole: TableGroup | undefined;
  readonly others: readonly TableGroup[];
}

/** A child of a folder: as a table by itself, and as a part of the folder's table. */
interface Candidate {
  readonly alone: TableGroup;
  readonly part: TableGroup;
}

interface Cluster {
  readonly merged: TableGroup;
  readonly members: readonly Candidate[];
}

const group = (folder: Folder, policy: GroupingPolicy): GroupedFolder => {
  const below = folder.folders.map((one) => ({ folder: one, grouped: group(one, policy) }));
  const candidates = [
    ...folder.objects.map((object) => objectCandidate(folder, object)),
    ...below.flatMap(({ folder: one, grouped: { whole } }) => (whole ? [folderCandidate(folder, one, whole)] : [])),
  ];
  const others = below.flatMap(({ grouped }) => grouped.others);
  const clusters = clustered(candidates, policy);
  const largest = clusters.reduce<Cluster | undefined>(
    (best, one) => (best && best.members.length >= one.members.length ? best : one),
    undefined,
  );
  const isTable = largest && (policy.tableLevel !== undefined || isMajority(largest, clusters, candidates.length));
  const rest = isTable ? clusters.filter((one) => one !== largest) : clusters;
  return {
    whole: isTable ? largest.merged : undefined,
    others: [...others, ...rest.flatMap(({ members }) => members.map(({ alone }) => alone))],
  };
};

/** https://repost.aws/knowledge-center/glue-crawler-detect-schema */
const [LEAST_SHARE, MOST_CLUSTERS] = [0.7, 5];

const isMajority = ({ members }: Cluster, clusters: readonly Cluster[], candidates: number): boolean =>
  members.length / candidates > LEAST_SHARE && clusters.length <= MOST_CLUSTERS;

const objectCandidate = (folder: Folder, object: CrawledObject): Candidate => {
  const { compression, fields } = object.schema;
  const leaf = { values: [], objects: [object], fields };
  const alike = { compression, fields, keys: [] };
  return {
    alone: { ...alike, name: nameIn(folder, object.key), path: object.key, leaves: [{ ...leaf, path: object.key }] },
    part: { ...alike, name: folder.name, path: folder.path, leaves: [{ ...leaf, path: folder.path }] },
  };
};

const nameIn = ({ path }: Folder, key: string): string => key.slice(path.length);

const folderCandidate = (parent: Folder, { name }: Folder, whole: TableGroup): Candidate => {
  const [, key, value = name] = /^([^=]+)=(.*)$/s.exec(name) ?? [];
  return {
    alone: whole,
    part: {
      ...whole,
      name: parent.name,
      path: parent.path,
      keys: [key?.toLowerCase(), ...whole.keys],
      leaves: whole.leaves.map((leaf) => ({ ...leaf, values: [value, ...leaf.values] })),
    },
  };
};

const clustered = (candidates: readonly Candidate[], policy: GroupingPolicy): readonly Cluster[] => {
  const ignoreSimilarity = policy.combineCompatible || policy.tableLevel !== undefined;
  const clusters: { merged: TableGroup; readonly members: Candidate[] }[] = [];
  for (const candidate of candidates) {
    const cluster = clusters.find(({ merged }) => canMerge(merged, candidate.part, ignoreSimilarity));
    if (!cluster) {
      clusters.push({ merged: candidate.part, members: [candidate] });
      continue;
    }
    cluster.merged = merge(cluster.merged, candidate.part);
    cluster.members.push(candidate);
  }
  return clusters;
};
