/** How a service's requests look on the wire. */
export type Protocol =
  | { readonly kind: 'json'; readonly version: '1.0' | '1.1'; /** `Kinesis_20131202` */ readonly targetPrefix: string }
  | { readonly kind: 'rpc-v2-cbor'; /** `GraniteServiceVersion20100801` */ readonly serviceName: string }
  | { readonly kind: 'rest-json' }
  | { readonly kind: 'rest-xml' }
  | { readonly kind: 'query'; readonly xmlNamespace: string };

/** Who calls, as far as the wire knows. */
export interface WireCaller {
  /** The access key that the request names. Nobody has proved that it is the caller's. */
  readonly accessKeyId: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of operations holds every input type
export type WireOperation = (input: any, caller: WireCaller) => Promise<unknown>;

/** A call that is about to be answered. */
export interface WireCall extends WireCaller {
  /** The name that the service is signed for: `dynamodb`, `s3`, `monitoring`. */
  readonly service: string;
  /** By AWS name: `PutItem`. */
  readonly operation: string;
  /** As the operation will get it; without `schemas` it is what the caller sent, unchecked. */
  readonly input: unknown;
}

/** A service as the wire sees it: how to recognise and read its requests, and what answers them. */
export interface WireService {
  /** The name that requests are signed with: `dynamodb`, `s3`, `athena`. */
  readonly signingName: string;
  /** The first is what its current SDK speaks; others are what older clients still send. */
  readonly protocols: readonly Protocol[];
  /**
   * The module of the SDK client whose schemas describe every operation; imported at the first request. Without it,
   * JSON bodies pass as they are: for hot paths, whose operations then take and give the JSON of the wire.
   */
  readonly schemas?: () => Promise<object>;
  /** By AWS name. One that is not here is answered as an unknown operation of the service. */
  readonly operations: Readonly<Record<string, WireOperation>>;
}
