import { connectionOf } from '@sales-cdc/deployment';
import { explain } from './explain.js';

const target = { table: 'sales', connection: connectionOf({ endpoint: 'http://127.0.0.1:1' }, {}) };

const named = (name: string, message = 'words') => Object.assign(new Error(message), { name });

describe('explain', () => {
  it.each([
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), /^Nothing answers at http:\/\/127\.0\.0\.1:1: /],
    [named('ResourceNotFoundException'), /^There is no table sales at http:\/\/127\.0\.0\.1:1: /],
    [named('ValidationException', 'too large'), /failed: ValidationException: too large$/],
    ['odd', /failed: odd\.$/],
  ])('says what %s means and what to do', (error, sentence) => {
    expect(explain(error, target)).toMatch(sentence);
  });
});
