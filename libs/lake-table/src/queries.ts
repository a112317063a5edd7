import { TABLE_NAME } from './names.js';

/** What an analyst asks first: the Laptops sold since yesterday. */
export const SAMPLE_QUERY = `SELECT * FROM ${TABLE_NAME}
WHERE product_name = 'Laptop' AND creation_datetime >= current_date - interval '1' day;`;
