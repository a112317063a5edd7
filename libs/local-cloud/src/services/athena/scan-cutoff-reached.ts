/** The query would scan more than its work group allows. */
export class ScanCutoffReached extends Error {
  constructor() {
    super('Query cancelled! : Bytes scanned limit was exceeded');
    this.name = 'ScanCutoffReached';
  }
}
