import dynalite from 'dynalite/db/index.js';
import type { WireObject } from '../dynalite-engine.js';
import { fromDynalite, tableNotFound, validationError } from '../dynamodb-errors.js';
import type { DynamoDbState } from '../dynamodb-state.js';
import type { Item } from '../table-description.js';
import { withTableNames } from '../table-name.js';
import { withLocks, type ItemReference } from './item-locks.js';
import { checkDistinct, requireObject, requireParts } from './transaction-request.js';

const PART_MEMBERS = new Set(['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames']);

/**
 * The items as they are at one moment: no write, and no part of a transaction, comes between them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
export const transactGetItems = async (input: WireObject, state: DynamoDbState): Promise<WireObject> => {
  const { engine } = state;
  const requests = requireParts('TransactGetItems', input).map((item) => readPart(item, state));
  const items = requests.map((request) => locate(request, state));
  checkDistinct(items);
  const answers = await withLocks(items, engine.store, () =>
    Promise.all(requests.map((request) => engine.run('GetItem', request))),
  );
  return { Responses: answers.map(({ Item }) => (Item === undefined ? {} : { Item })) };
};

const readPart = (item: WireObject, { engine, context }: DynamoDbState): WireObject => {
  const [kind, ...others] = Object.keys(item).filter((member) => item[member] != null);
  if (kind !== 'Get' || others.length > 0) throw validationError('TransactItems can only contain Get');
  const request = requireObject(item.Get);
  const unknown = Object.keys(request).find((member) => request[member] != null && !PART_MEMBERS.has(member));
  if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of a Get.`);
  const named = withTableNames(request, context);
  engine.check('GetItem', named);
  return named;
};

const locate = ({ TableName, Key }: WireObject, { engine }: DynamoDbState): ItemReference => {
  const table = engine.tables.find(String(TableName));
  if (!table) throw tableNotFound();
  const invalid = dynalite.validateKey(Key as Item, table.description);
  if (invalid != null) throw fromDynalite(invalid);
  return { tableName: String(TableName), itemKey: dynalite.createKey(Key as Item, table.description) };
};
