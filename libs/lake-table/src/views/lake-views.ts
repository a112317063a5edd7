import { type LakeView } from './lake-view.js';
import { REJECTED_SALES } from './rejected-sales.js';
import { SALES_CURRENT } from './sales-current.js';
import { SALES_HISTORY } from './sales-history.js';

/** Every view of the lake, in the order in which they can be created. */
export const LAKE_VIEWS: readonly LakeView[] = [SALES_CURRENT, SALES_HISTORY, REJECTED_SALES];
