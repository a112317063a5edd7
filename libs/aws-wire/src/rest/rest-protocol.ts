import { unwrapObjectBody } from '../body/object-body.js';
import { encodeJsonError } from '../json/json-error.js';
import { WireFault } from '../pipeline/wire-fault.js';
import type { WireHead, WireRequest } from '../pipeline/wire-message.js';
import type { WireProtocol } from '../pipeline/wire-protocol.js';
import { checkShape } from '../schema/check-shape.js';
import type { OperationSchema } from '../schema/service-schemas.js';
import { requireOperation, type ServiceTarget } from '../schema/service-target.js';
import { encodeRestXmlError } from '../xml/xml-error.js';
import { JSON_FORMAT, XML_FORMAT } from './body-format.js';
import { readMemberBindings, type MemberBindings } from './member-bindings.js';
import { readRestInput } from './read-rest-input.js';
import { matchRestRoute, readRestRoutes, type RestMatch, type RestRoute } from './rest-routes.js';
import { writeRestOutput } from './write-rest-output.js';

interface OperationBindings {
  readonly input: MemberBindings;
  readonly output: MemberBindings;
}

const readBindings = ({ input, output }: OperationSchema): OperationBindings => ({
  input: readMemberBindings(input),
  output: readMemberBindings(output),
});

/** Routes and bindings of a service, read from its schemas once. */
class RestModel {
  #routes: readonly RestRoute[] | undefined;
  readonly #bindings = new Map<string, OperationBindings>();

  constructor(private readonly target: ServiceTarget) {}

  async match({ method, path, headers }: WireHead, query: URLSearchParams): Promise<RestMatch> {
    const { service, schemas } = this.target;
    this.#routes ??= readRestRoutes(await schemas.load(), (name) => Object.hasOwn(service.operations, name));
    const match = matchRestRoute(this.#routes, { method, path, query, headers });
    if (match) return match;
    throw new WireFault(
      'unknownOperation',
      `The service '${service.signingName}' at this endpoint has no operation for ${method} ${path}.`,
    );
  }

  bindingsOf(operation: OperationSchema): OperationBindings {
    const known = this.#bindings.get(operation.name) ?? readBindings(operation);
    this.#bindings.set(operation.name, known);
    return known;
  }
}

/** REST-JSON and REST-XML: the operation is known by method, path and query; members travel in all parts of the message. */
export const createRestProtocol = (target: ServiceTarget, kind: 'rest-json' | 'rest-xml'): WireProtocol => {
  const model = new RestModel(target);
  const format = kind === 'rest-xml' ? XML_FORMAT : JSON_FORMAT;
  const unwrap = (request: WireRequest, { payload, headers }: MemberBindings): WireRequest =>
    kind === 'rest-xml'
      ? unwrapObjectBody(request, payload && !payload[1].isBlobSchema() ? headers.map(([, , header]) => header) : [])
      : request;

  return {
    kind,
    bodyLimitBytes: kind === 'rest-xml' ? target.limits.objectBytes : target.limits.documentBytes,
    decode: async (request) => {
      const query = new URLSearchParams(request.search);
      const { route, labels } = await model.match(request, query);
      const operation = requireOperation(target, route.operation.name);
      const bindings = model.bindingsOf(route.operation);
      const { headers, body } = unwrap(request, bindings.input);
      const input = readRestInput(bindings.input, { labels, query, headers, body }, format);
      checkShape(route.operation.input, input);
      return {
        service: target.service.signingName,
        name: route.operation.name,
        operation,
        input,
        encode: (output) =>
          writeRestOutput(bindings.output, (output ?? {}) as Record<string, unknown>, format, route.status),
      };
    },
    encodeError: (error, head) =>
      kind === 'rest-xml'
        ? encodeRestXmlError(error, head)
        : encodeJsonError(error, { contentType: JSON_FORMAT.contentType, schema: target.schemas.loaded }),
  };
};
