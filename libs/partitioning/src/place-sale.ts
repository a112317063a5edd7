import { placeByDay } from './place-by-day.js';

/** The partition of a sale at a given time (milliseconds since 1970), or one sentence why no query would see it there. */
export const placeSale = placeByDay('creation_datetime');
