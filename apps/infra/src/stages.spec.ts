import { readCdkJson } from './__fixtures__/synthesized.js';
import { STAGES, stageNamed } from './stages.js';

describe('a stage', () => {
  it('is dev when none is named', () => {
    expect(stageNamed(undefined).name).toBe('dev');
  });

  it.each(['dev', 'prod'])('is found by its name: %s', (name) => {
    expect(stageNamed(name).name).toBe(name);
  });

  it.each(['staging', '', 7])('that does not exist is refused in one sentence: %p', (name) => {
    expect(() => stageNamed(name)).toThrow(`There is no stage ${JSON.stringify(name)}; choose dev or prod.`);
  });

  it('is a configuration of the Nx targets, the default being the same', () => {
    expect(readCdkJson().context['@sales-cdc/nx-cdk:stages']).toEqual(STAGES.map(({ name }) => name));
  });
});
