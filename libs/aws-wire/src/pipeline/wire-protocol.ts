import type { AwsError } from '../aws-error.js';
import type { WireOperation } from '../wire-service.js';
import type { ProtocolKind } from './wire-fault.js';
import type { WireHead, WireRequest, WireResponse } from './wire-message.js';

/** One request, understood: what answers it, with what, and how the answer goes back. */
export interface Call {
  /** The name that the service is signed for: `dynamodb`. */
  readonly service: string;
  /** `PutItem` */
  readonly name: string;
  readonly operation: WireOperation;
  readonly input: unknown;
  readonly encode: (output: unknown) => WireResponse;
}

/** A protocol as one service speaks it. */
export interface WireProtocol {
  readonly kind: ProtocolKind;
  /** A longer body is refused, and not kept in memory while it comes in. */
  readonly bodyLimitBytes: number;
  /** Rejects with a `WireFault` or an `AwsError` when the request is not one that the service can answer. */
  decode(request: WireRequest): Promise<Call>;
  encodeError(error: AwsError, head: WireHead): WireResponse;
}
