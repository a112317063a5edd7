export { FAULT_KINDS, faultRatesOf, type FaultKind, type FaultRates, type Faults } from './faults.js';
export type { CompiledBundles } from './in-process-environment.js';
export { Simulation, type SimulatedCloud, type SimulationOptions } from './simulation.js';
export { Stuck } from './world.js';
