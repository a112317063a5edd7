/** What a template asks of the resources that exist already. Each throws an Error with a full sentence for what it does not know. */
export interface Lookup {
  /** The physical id, the answer to `Ref`. */
  ref(logicalId: string): string;
  /** The answer to `Fn::GetAtt`. */
  attribute(logicalId: string, name: string): unknown;
  /** The value that another stack exports under that name. */
  importValue(exportName: string): unknown;
  /**
   * Whether a text only stands for what is not known yet. What depends on the form of such a text is not judged: an
   * element that it does not have is as unknown as the text.
   */
  isUnknown?(text: string): boolean;
}
