/** One change of one sale, as the writer asked for it and as the lake tells it. */
export interface SaleChange {
  readonly saleId: string;
  /** `c` insert, `u` update, `d` delete. */
  readonly op: string;
  /** Of the sale; of a delete, that of the last image. */
  readonly version: number;
}

/** The same text for the same change. */
export const changeKey = ({ saleId, op, version }: SaleChange): string => `${saleId} ${op} ${version}`;
