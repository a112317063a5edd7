/** What the resource specification says of the updates of one type. Paths have points between members and no indexes. */
export interface UpdateRules {
  /** The properties that together name the resource; none where AWS makes up its identifier. */
  readonly name: readonly string[];
  /** A change of one of these makes a new resource. */
  readonly replacement: readonly string[];
  /** A change of one of these makes a new resource in some cases. */
  readonly conditional: readonly string[];
}
