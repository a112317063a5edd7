/** An object of the lake cannot be rewritten as it is; the message is one sentence that names it. Nothing was changed. */
export class DamagedObject extends Error {
  override readonly name = 'DamagedObject';
}
