import { cborServiceOf, createCborProtocol } from '../cbor/cbor-protocol.js';
import { createJsonProtocol } from '../json/json-protocol.js';
import { createQueryProtocol } from '../query/query-protocol.js';
import { createRestProtocol } from '../rest/rest-protocol.js';
import type { WireService } from '../wire-service.js';
import { signingNameOf } from './credential-scope.js';
import { createServiceSchemas } from '../schema/service-schemas.js';
import { unknownProtocol } from './unknown-protocol.js';
import type { ProtocolKind } from './wire-fault.js';
import type { WireHead } from './wire-message.js';
import type { WireProtocol } from './wire-protocol.js';

/** Finds who answers a request. What nobody answers gets a protocol that says so in the caller's own. */
export interface Routes {
  find(head: WireHead): WireProtocol;
}

/** The most that a body may have: one of a document (JSON, form, XML), one of an object (S3 PutObject). */
export interface BodyLimits {
  readonly documentBytes: number;
  readonly objectBytes: number;
}

const bind = (service: WireService, limits: BodyLimits): readonly (readonly [key: string, WireProtocol])[] => {
  const { signingName, protocols } = service;
  const target = { service, schemas: createServiceSchemas(service), limits };
  return protocols.map((protocol) => {
    if (protocol.kind === 'json') return [`json ${protocol.targetPrefix}`, createJsonProtocol(target, protocol)];
    if (!service.schemas) throw new Error(`The service '${signingName}' needs \`schemas\` to speak ${protocol.kind}.`);
    if (protocol.kind === 'rpc-v2-cbor') return [`cbor ${protocol.serviceName}`, createCborProtocol(target)];
    if (protocol.kind === 'query') return [`query ${signingName}`, createQueryProtocol(target, protocol)];
    return [`rest ${signingName}`, createRestProtocol(target, protocol.kind)];
  });
};

/** All that the services speak. Throws when two of them claim one route. */
const createTable = (services: readonly WireService[], limits: BodyLimits): ReadonlyMap<string, WireProtocol> => {
  const table = new Map<string, WireProtocol>();
  for (const [key, protocol] of services.flatMap((service) => bind(service, limits))) {
    if (table.has(key)) throw new Error(`Two services claim the route '${key}'; give each its own.`);
    table.set(key, protocol);
  }
  return table;
};

const mediaTypeOf = ({ headers }: WireHead): string => headers['content-type']?.split(';', 1)[0]?.trim() ?? '';

/** How a caller whose service is not known most likely speaks. */
const guessKind = (mediaType: string): ProtocolKind => {
  if (mediaType === FORM) return 'query';
  if (mediaType.startsWith('application/x-amz-json')) return 'json';
  return mediaType === 'application/json' ? 'rest-json' : 'rest-xml';
};

const FORM = 'application/x-www-form-urlencoded';

/** `Kinesis_20131202.PutRecord` → `Kinesis_20131202` */
const targetPrefix = (target: string): string => target.slice(0, Math.max(target.lastIndexOf('.'), 0));

const refusal = (services: readonly WireService[], name: string): string => {
  const served = [...new Set(services.map(({ signingName }) => signingName))].sort();
  return served.includes(name)
    ? `The service '${name}' at this endpoint does not speak the protocol of this request; a current SDK does as it should.`
    : `There is no service '${name}' at this endpoint; it serves ${served.join(', ')}.`;
};

/**
 * A request of Smithy's RPC v2 goes by the service in its path; one with `X-Amz-Target` by that header's prefix; a form goes to the Query protocol and anything else to the
 * REST protocol of the service whose name is in the credential. Throws when two services claim one route, or when a service
 * lacks the schemas that its protocol needs.
 */
export const createRoutes = (services: readonly WireService[], limits: BodyLimits): Routes => {
  const table = createTable(services, limits);
  const unknown = (kind: ProtocolKind, name: string): WireProtocol =>
    unknownProtocol(kind, limits, refusal(services, name));

  const find = (head: WireHead): WireProtocol => {
    const cborService = cborServiceOf(head);
    if (cborService !== undefined) return table.get(`cbor ${cborService}`) ?? unknown('rpc-v2-cbor', cborService);
    const target = head.headers['x-amz-target'];
    if (typeof target === 'string') {
      const prefix = targetPrefix(target);
      return table.get(`json ${prefix}`) ?? unknown('json', prefix);
    }
    const mediaType = mediaTypeOf(head);
    const name = signingNameOf(head) ?? '';
    // An object may be a form, too.
    const byForm = mediaType === FORM ? table.get(`query ${name}`) : undefined;
    return byForm ?? table.get(`rest ${name}`) ?? unknown(guessKind(mediaType), name);
  };
  return { find };
};
