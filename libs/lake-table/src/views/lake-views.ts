import { type LakeEntity } from '../entity/lake-entity.js';
import { currentView } from './current.js';
import { historyView } from './history.js';
import { type LakeView } from './lake-view.js';
import { rejectedView } from './rejected.js';

/** Every view of an entity's lake, in the order in which they can be created. */
export const lakeViews = (entity: LakeEntity): readonly [current: LakeView, history: LakeView, rejected: LakeView] => [
  currentView(entity),
  historyView(entity),
  rejectedView(entity),
];
