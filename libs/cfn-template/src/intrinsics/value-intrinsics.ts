import { fnGetAtt, fnImportValue, fnRef } from './references.js';
import type { Intrinsic } from './intrinsic.js';
import { fnFindInMap, fnGetAzs, fnIf } from './selections.js';
import { fnSub } from './sub.js';
import { fnBase64, fnJoin, fnSelect, fnSplit } from './texts.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
export const VALUE_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: fnRef,
  'Fn::Base64': fnBase64,
  'Fn::FindInMap': fnFindInMap,
  'Fn::GetAZs': fnGetAzs,
  'Fn::GetAtt': fnGetAtt,
  'Fn::If': fnIf,
  'Fn::ImportValue': fnImportValue,
  'Fn::Join': fnJoin,
  'Fn::Select': fnSelect,
  'Fn::Split': fnSplit,
  'Fn::Sub': fnSub,
};
