/* global describe, expect, it, __dirname */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countPassed, falls, fileOf, rises, serviceOf } from './contract-counts.mjs';

const spec = (service, name = service) => `/w/libs/local-cloud/src/services/${service}/${name}.contract.spec.ts`;
const file = (testFilePath, ...statuses) => ({ testFilePath, testResults: statuses.map((status) => ({ status })) });

describe('The count of contract tests', () => {
  it('knows a contract spec by its name and its service by the folder, however deep', () => {
    expect(serviceOf(spec('s3'))).toBe('s3');
    expect(serviceOf('/w/src/services/s3/multipart/parts.contract.spec.ts')).toBe('s3');
    expect(serviceOf('C:\\w\\src\\services\\s3\\s3.contract.spec.ts')).toBe('s3');
    expect(serviceOf('/w/src/services/s3/s3.spec.ts')).toBeUndefined();
  });

  it('counts what passed, not what was skipped, failed or left to do', () => {
    const results = [file(spec('s3'), 'passed', 'pending', 'failed', 'todo', 'passed'), file('/w/a.spec.ts', 'passed')];
    expect(countPassed(results, [spec('s3')], [])).toEqual({ s3: 2 });
  });

  it('says nothing of a service of whose specs only some ran', () => {
    const specs = [spec('s3'), spec('s3', 'multipart'), spec('sts')];
    expect(countPassed([file(spec('s3'), 'passed'), file(spec('sts'), 'passed')], specs, [])).toEqual({ sts: 1 });
  });

  it('counts nothing for a service whose specs were removed', () => {
    expect(countPassed([], [], ['s3'])).toEqual({ s3: 0 });
  });

  it('falls or rises by service, whatever the sum does', () => {
    const [committed, passed] = [
      { s3: 5, sts: 1 },
      { s3: 4, sts: 1, sns: 9 },
    ];
    expect(falls(committed, passed)).toEqual([expect.stringContaining('s3: 4 contract tests pass; 5 are committed')]);
    expect(rises(committed, passed)).toEqual(['sns: 0 → 9']);
  });

  it('is committed as it would be written', () => {
    const text = readFileSync(join(__dirname, '..', 'contract-tests.json'), 'utf8');
    expect(text).toBe(fileOf(JSON.parse(text).services));
  });
});
