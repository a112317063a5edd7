import dynalite from 'dynalite/db/index.js';
import type { ItemWrite } from '../change-writer.js';
import type { WireObject } from '../dynalite-engine.js';
import { fromDynalite, tableNotFound, validationError } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { Seen } from '../item-capture.js';
import { itemSizeBytes } from '../item-size.js';
import type { Item } from '../table-description.js';
import { withTableNames } from '../table-name.js';
import { NO_REASON, reasonOf, throwIfCancelled, type CancellationReason } from './cancellation.js';
import { withLocks, type ItemReference } from './item-locks.js';
import { stagedStore } from './staged-store.js';
import { checkDistinct, requireObject, requireParts } from './transaction-request.js';

/** What each kind of part is to dynalite. A check is a delete that is never written. */
const OPERATIONS = {
  ConditionCheck: 'DeleteItem',
  Delete: 'DeleteItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
} as const;
type Kind = keyof typeof OPERATIONS;

/** The member that makes a part what it is. */
const REQUIRED: Readonly<Partial<Record<Kind, string>>> = {
  ConditionCheck: 'ConditionExpression',
  Update: 'UpdateExpression',
};
const PART_MEMBERS = new Set([
  'TableName',
  'Key',
  'Item',
  'ConditionExpression',
  'UpdateExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
]);
const MAX_BYTES = 4 * 1024 * 1024;

interface Part {
  readonly kind: Kind;
  /** The request, checked by dynalite. */
  readonly body: WireObject;
  readonly wantsItem: boolean;
}

/**
 * All of the writes or none, in one batch with their stream records, serialised with every other write of the items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const transactWriteItems = async (input: WireObject, state: DynamoDbState): Promise<WireObject> => {
  const parts = requireParts('TransactWriteItems', input).map((item, index) => readPart(item, index, state));
  const token = checkToken(input.ClientRequestToken);
  await state.tokens.once(token, input.TransactItems, async (also) => {
    const items = locateAll(parts, state);
    checkDistinct(items);
    await withLocks(items, state.engine.store, async () => {
      await state.engine.writer.writeAll(await stageAll(parts, state), also);
    });
  });
  return {};
};

const readPart = (item: WireObject, index: number, { engine, context }: DynamoDbState): Part => {
  const [kind, ...others] = Object.keys(item).filter((member) => item[member] != null);
  if (kind === undefined || !isKind(kind) || others.length > 0)
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  const { ReturnValuesOnConditionCheckFailure: wanted, ...request } = requireObject(item[kind]);
  const place = `transactItems.${index + 1}.member.${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
  checkMembers(kind, request, place);
  if (wanted != null && wanted !== 'ALL_OLD' && wanted !== 'NONE')
    throw validationError(
      `1 validation error detected: Value '${JSON.stringify(wanted)}' at '${place}.returnValuesOnConditionCheckFailure' failed to ` +
        'satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]',
    );
  const body = engine.check(OPERATIONS[kind], withTableNames(request, context));
  return { kind, body, wantsItem: wanted === 'ALL_OLD' };
};

const isKind = (kind: string): kind is Kind => Object.hasOwn(OPERATIONS, kind);

const checkMembers = (kind: Kind, request: WireObject, place: string): void => {
  const unknown = Object.keys(request).find((member) => request[member] != null && !PART_MEMBERS.has(member));
  if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of ${place}.`);
  const required = REQUIRED[kind];
  if (required && request[required] == null)
    throw validationError(
      `1 validation error detected: Value null at '${place}.${required.charAt(0).toLowerCase()}${required.slice(1)}' failed to satisfy ` +
        'constraint: Member must not be null',
    );
};

const checkToken = (token: unknown): string | undefined => {
  if (token == null) return undefined;
  if (typeof token === 'string' && token.length >= 1 && token.length <= 36) return token;
  throw validationError(
    `1 validation error detected: Value '${JSON.stringify(token)}' at 'clientRequestToken' failed to satisfy constraint: Member must ` +
      'have length less than or equal to 36 and greater than or equal to 1',
  );
};

/** Where the items lie. A key that does not fit its table cancels the transaction. */
const locateAll = (parts: readonly Part[], { engine }: DynamoDbState): readonly ItemReference[] => {
  const located = parts.map(({ body }) => {
    const tableName = String(body.TableName);
    const table = engine.tables.find(tableName);
    if (!table) throw tableNotFound();
    const item = body.Item as Item | undefined;
    const invalid = item
      ? dynalite.validateItem(item, table.description)
      : dynalite.validateKey(body.Key as Item, table.description);
    if (invalid != null) return { reason: reasonOf(fromDynalite(invalid), undefined) };
    return { tableName, itemKey: dynalite.createKey(item ?? (body.Key as Item), table.description), reason: NO_REASON };
  });
  throwIfCancelled(located.map(({ reason }) => reason));
  return located.flatMap(({ tableName, itemKey }) => (itemKey === undefined ? [] : { tableName, itemKey }));
};

/** What is to be written, once no part has a reason against it. */
const stageAll = async (parts: readonly Part[], state: DynamoDbState): Promise<readonly ItemWrite[]> => {
  const staged: ItemWrite[] = [];
  const reasons = await Promise.all(parts.map((part) => stage(part, staged, state)));
  throwIfCancelled(reasons);
  const sizeBytes = staged.reduce((sum, { newImage }) => sum + (newImage ? itemSizeBytes(newImage) : 0), 0);
  if (sizeBytes > MAX_BYTES) throw validationError('The aggregate size of the items in the transaction exceeds 4 MB');
  return staged;
};

const stage = async (part: Part, staged: ItemWrite[], { engine }: DynamoDbState): Promise<CancellationReason> => {
  const seen: Seen = { item: undefined };
  const target = part.kind === 'ConditionCheck' ? [] : staged;
  const view = stagedStore(engine.store, engine.tables, target, seen);
  try {
    await engine.perform(OPERATIONS[part.kind], part.body, view);
    return NO_REASON;
  } catch (error) {
    return reasonOf(error, part.wantsItem ? seen.item : undefined);
  }
};
