import { explain } from './explain.js';

const named = (name: string, message = 'words') => Object.assign(new Error(message), { name });

describe('explain', () => {
  it.each([
    [
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      /^Nothing answers at http:\/\/127\.0\.0\.1:1: .*npm start/,
    ],
    [named('ResourceNotFoundException'), /^There is no table sales at http:\/\/127\.0\.0\.1:1: /],
    [named('CredentialsProviderError'), /^There are no AWS credentials: /],
    [named('ExpiredTokenException'), /log in again/],
    [named('ValidationException', 'too large'), /failed: ValidationException: too large$/],
    ['odd', /failed: odd\.$/],
  ])('says what %s means and what to do', (error, sentence) => {
    expect(explain(error, { table: 'sales', endpoint: 'http://127.0.0.1:1' })).toMatch(sentence);
  });
});
