import { Sale } from '@sales-cdc/sales-event';

/**
 * The sale once some of it was returned, one version later: all of it makes it REFUNDED with the quantity that was sold;
 * a part leaves it COMPLETED with what was kept.
 */
export const takeBack = (sale: Sale, returned: Sale): Sale => {
  const kept = sale.quantity + returned.quantity;
  const version = sale.version + 1;
  const taken = Sale.decode({ ...sale, version, ...(kept === 0 ? { status: 'REFUNDED' } : { quantity: kept }) });
  if (taken._tag === 'Left') throw new Error(`Sale ${sale.sale_id} cannot have a version after ${sale.version}.`);
  return taken.right;
};
