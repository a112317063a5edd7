import type { BodyLimits } from '../pipeline/routes.js';
import { WireFault } from '../pipeline/wire-fault.js';
import type { WireOperation, WireService } from '../wire-service.js';
import type { ServiceSchemas } from './service-schemas.js';

/** What a protocol is bound to. */
export interface ServiceTarget {
  readonly service: WireService;
  readonly schemas: ServiceSchemas;
  readonly limits: BodyLimits;
}

/** The operation of that name; throws the fault that names it when the service has none. */
export const requireOperation = ({ service }: ServiceTarget, name: string): WireOperation => {
  // Own members only: `constructor` is no operation.
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation) return operation;
  throw new WireFault(
    'unknownOperation',
    `The service '${service.signingName}' at this endpoint has no operation '${name}'.`,
  );
};
