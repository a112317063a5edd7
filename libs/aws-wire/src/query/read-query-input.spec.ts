import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { QueryShapeSerializer } from '@aws-sdk/core/protocols';
import fc from 'fast-check';
import { readServiceSchema } from '../schema/service-schemas.js';
import { readFormTree } from './form-tree.js';
import { readQueryInput } from './read-query-input.js';

const inputOf = (client: object, operation: string) => {
  const found = readServiceSchema(client).operations.get(operation);
  if (!found) throw new Error(`There is no ${operation}.`);
  return found.input;
};

/** What the SDK writes for an input. */
const writeForm = (schema: ReturnType<typeof inputOf>, value: unknown): string => {
  const serializer = new QueryShapeSerializer({ timestampFormat: { useTrait: true, default: 5 } });
  serializer.write(schema, value);
  return `Action=A&Version=1&${String(serializer.flush())}`;
};

const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });

describe('readQueryInput', () => {
  it('reads structures in lists in structures as the SDK writes them', () => {
    const schema = inputOf(sts, 'AssumeRole');
    const anyInput = fc.record({
      RoleArn: anyText,
      RoleSessionName: anyText,
      DurationSeconds: fc.integer({ min: 0 }),
      PolicyArns: fc.array(fc.record({ arn: anyText }), { minLength: 1, maxLength: 12 }),
      Tags: fc.array(fc.record({ Key: anyText, Value: anyText }), { minLength: 1, maxLength: 3 }),
      TransitiveTagKeys: fc.array(anyText, { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(readQueryInput(schema, readFormTree(writeForm(schema, input)))).toEqual(input);
      }),
    );
  });

  it('reads flattened lists and maps as the SDK writes them', () => {
    const schema = inputOf(sqs, 'SendMessageBatch');
    const anyAttribute = fc.record({ DataType: anyText, BinaryValue: fc.uint8Array({ minLength: 1, maxLength: 9 }) });
    const anyEntry = fc.record({
      Id: anyText,
      MessageBody: anyText,
      MessageAttributes: fc.dictionary(anyText, anyAttribute, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    });
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 11 }), (Entries) => {
        const input = { QueueUrl: 'q', Entries };
        expect(readQueryInput(schema, readFormTree(writeForm(schema, input)))).toEqual(input);
      }),
    );
  });

  it('never throws for the names of a form, however odd', () => {
    const schema = inputOf(sqs, 'SendMessageBatch');
    const anyName = fc.array(
      fc.constantFrom(
        'SendMessageBatchRequestEntry',
        '1',
        '-1',
        'Id',
        '__proto__',
        'MessageAttribute',
        '',
        '1e9',
        'Name',
      ),
      { maxLength: 50 },
    );
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 5 }), (names) => {
        const form = names.map((name) => `${name.join('.')}=x`).join('&');
        expect(readQueryInput(schema, readFormTree(form))).toEqual(expect.any(Object));
      }),
    );
  });
});
