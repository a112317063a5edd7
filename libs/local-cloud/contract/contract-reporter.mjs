import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countPassed, falls, fileOf, rises, serviceOf, sumOf } from './contract-counts.mjs';

const FILE = join(import.meta.dirname, '..', 'contract-tests.json');
const SERVICES = join(import.meta.dirname, '..', 'src', 'services');

const contractSpecs = () =>
  readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .map((name) => join(SERVICES, name))
    .filter((path) => serviceOf(path) !== undefined);

/**
 * Fails a run in which a service passes fewer contract tests than `contract-tests.json` says. It looks at the results
 * in jest's own process, so it is the same with one worker and with many. With CONTRACT_COUNTS=raise a greater count
 * is written to that file; a lower one never is.
 */
export default class ContractReporter {
  #error;

  constructor(globalConfig) {
    this.isFilteredByName = Boolean(globalConfig.testNamePattern);
  }

  onRunComplete(_contexts, { testResults }) {
    if (this.isFilteredByName) return;
    const { services: committed } = JSON.parse(readFileSync(FILE, 'utf8'));
    const passed = countPassed(testResults, contractSpecs(), Object.keys(committed));
    const fallen = falls(committed, passed);
    if (fallen.length > 0) {
      console.error(`\n${fallen.join('\n')}`);
      this.#error = new Error(fallen.join('\n'));
    } else if (rises(committed, passed).length > 0) this.#raise(committed, passed);
  }

  #raise(committed, passed) {
    const risen = rises(committed, passed).join(', ');
    if (process.env.CONTRACT_COUNTS !== 'raise') {
      console.log(`\nMore contract tests pass (${risen}). "npx nx run local-cloud:contract" keeps the gain.`);
      return;
    }
    const raised = { ...committed, ...passed };
    writeFileSync(FILE, fileOf(raised));
    console.log(`\nContract tests: ${sumOf(committed)} → ${sumOf(raised)} (${risen}).`);
  }

  /** Jest fails the run when there is one. */
  getLastError() {
    return this.#error;
  }
}
