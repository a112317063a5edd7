import { connectionOf } from './connection.js';
import { explainRefusal } from './explain-refusal.js';
import { UserError } from './user-error.js';

const endpoint = 'http://127.0.0.1:1';
const given = connectionOf({ endpoint }, {});
const asDeployed = connectionOf({}, {}, { tableName: undefined, endpoint, region: undefined });

const named = (name: string, message = 'words') => Object.assign(new Error(message), { name });
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

describe('explainRefusal', () => {
  it.each([
    [new UserError('Give a table.'), /^Give a table\.$/],
    [refused, /^Nothing answers at http:\/\/127\.0\.0\.1:1: .*npm start/],
    [named('CredentialsProviderError'), /^There are no AWS credentials: /],
    [named('ExpiredTokenException'), /^AWS does not accept the credentials \(words\): log in again\.$/],
    [named('ExpiredToken'), /log in again/],
  ])('says what %s means and what to do', (error, sentence) => {
    expect(explainRefusal(error, given)).toMatch(sentence);
  });

  it('says that a place where nothing answers is that of the last deployment', () => {
    expect(explainRefusal(refused, asDeployed)).toMatch(
      /^Nothing answers at http:\/\/127\.0\.0\.1:1, where the last deployment was: .*npm start/,
    );
  });

  it.each([named('ValidationException'), new TypeError('ours'), 'odd', undefined])('leaves %s to others', (error) => {
    expect(explainRefusal(error, given)).toBeUndefined();
  });
});
