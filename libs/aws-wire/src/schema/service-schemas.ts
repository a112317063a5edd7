import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { WireService } from '../wire-service.js';

/** An operation as its SDK client describes it. */
export interface OperationSchema {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** How it is bound to HTTP; absent in RPC protocols. */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number };
}

/** An error as its SDK client describes it. */
export interface ErrorSchema {
  readonly shape: NormalizedSchema;
  /** `message` or `Message`, as the model has it. */
  readonly messageMember: string;
  /** The code that the Query protocol has for it, where that is another than its name. */
  readonly queryCode: string | undefined;
}

export interface ServiceSchema {
  readonly operations: ReadonlyMap<string, OperationSchema>;
  readonly errors: ReadonlyMap<string, ErrorSchema>;
}

// Numbers that Smithy gives to the kinds of shapes; the first entry of every schema of a client.
const isOperation = (schema: unknown): schema is StaticOperationSchema => Array.isArray(schema) && schema[0] === 9;
const isError = (schema: unknown): schema is StaticErrorSchema => Array.isArray(schema) && schema[0] === -3;

const readOperation = ([, , name, traits, input, output]: StaticOperationSchema): OperationSchema => {
  const http = typeof traits === 'object' ? traits.http : undefined;
  return {
    name,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    ...(http && { http: { method: http[0], uri: http[1], status: http[2] } }),
  };
};

const readError = (schema: StaticErrorSchema): ErrorSchema => {
  const traits = typeof schema[3] === 'object' ? schema[3] : {};
  return {
    shape: NormalizedSchema.of(schema),
    messageMember: schema[4].find((member) => member.toLowerCase() === 'message') ?? 'message',
    queryCode: (traits as { awsQueryError?: readonly [string, number] }).awsQueryError?.[0],
  };
};

/** Reads the schemas that a module of an SDK client exports (`PutObject$`, `NoSuchKey$`, …). */
export const readServiceSchema = (client: object): ServiceSchema => {
  const exported: readonly unknown[] = Object.values(client);
  return {
    operations: new Map(exported.filter(isOperation).map((schema) => [schema[2], readOperation(schema)])),
    errors: new Map(exported.filter(isError).map((schema) => [schema[2], readError(schema)])),
  };
};

/** The schemas of a service: imported at the first request that needs them, kept from then on. */
export interface ServiceSchemas {
  load(): Promise<ServiceSchema>;
  /** Undefined until loaded, and always for a service whose JSON passes as it is. */
  readonly loaded: ServiceSchema | undefined;
}

export const createServiceSchemas = ({ schemas }: WireService): ServiceSchemas => {
  let loading: Promise<ServiceSchema> | undefined;
  let loaded: ServiceSchema | undefined;
  const load = async (): Promise<ServiceSchema> => {
    loaded = readServiceSchema((await schemas?.()) ?? {});
    return loaded;
  };
  return {
    load: () => (loading ??= load()),
    get loaded() {
      return loaded;
    },
  };
};
