import fc from 'fast-check';
import { nameInTheWay, propertyChanges, updateBehaviourOf } from './update-behaviour.js';

// Room for a machine that is busy with other things.
jest.setTimeout(60_000);

const PIPE = 'AWS::Pipes::Pipe';
const from = (StartingPosition: string, BatchSize: number) => ({
  Name: 'pipe',
  SourceParameters: { DynamoDBStreamParameters: { StartingPosition, BatchSize } },
});

describe('The behaviour of an update', () => {
  it('is a replacement for what a resource is made with, in place for the rest', () => {
    expect(updateBehaviourOf('AWS::Kinesis::Stream', 'Name')).toBe('replacement');
    expect(updateBehaviourOf('AWS::Kinesis::Stream', 'ShardCount')).toBe('none');
    expect(updateBehaviourOf('AWS::DynamoDB::Table', 'KeySchema[0].AttributeName')).toBe('replacement');
    expect(updateBehaviourOf('AWS::DynamoDB::GlobalTable', 'GlobalSecondaryIndexes[0].Projection.ProjectionType')).toBe(
      'conditional',
    );
  });

  it('is in place for whatever the specification does not know', () =>
    expect(updateBehaviourOf('Custom::Anything', 'Name')).toBe('none'));

  it('is that of what changed, not of what lies beside it', () => {
    expect(propertyChanges(PIPE, from('LATEST', 1), from('LATEST', 2))).toEqual([
      { name: 'SourceParameters', behaviour: 'none' },
    ]);
    expect(propertyChanges(PIPE, from('LATEST', 1), from('TRIM_HORIZON', 1))).toEqual([
      { name: 'SourceParameters', behaviour: 'replacement' },
    ]);
  });

  it('sees a property that came or went, and a changed element of a list', () => {
    expect(propertyChanges('AWS::SQS::Queue', {}, { QueueName: 'q' })).toEqual([
      { name: 'QueueName', behaviour: 'replacement' },
    ]);
    const keyed = (AttributeName: string) => ({ KeySchema: [{ AttributeName: 'pk' }, { AttributeName }] });
    expect(propertyChanges('AWS::DynamoDB::Table', keyed('a'), keyed('b'))).toEqual([
      { name: 'KeySchema', behaviour: 'replacement' },
    ]);
  });

  it('names the same properties in both directions, and none for what is equal', () => {
    const properties = fc.dictionary(fc.constantFrom('Name', 'Source', 'SourceParameters', 'Target'), fc.jsonValue());
    fc.assert(
      fc.property(properties, properties, (before, after) => {
        const names = (changes: readonly { readonly name: string }[]) => changes.map(({ name }) => name);
        expect(names(propertyChanges(PIPE, before, after))).toEqual(names(propertyChanges(PIPE, after, before)));
      }),
    );
    fc.assert(
      fc.property(fc.clone(properties, 2), ([before, same]) => {
        expect(propertyChanges(PIPE, before, same)).toEqual([]);
      }),
    );
  });
});

describe('The name in the way of a replacement', () => {
  it('is one that the template gives and does not change', () => {
    const table = (TableName?: string) => ({ ...(TableName !== undefined && { TableName }), KeySchema: [] });
    expect(nameInTheWay('AWS::DynamoDB::Table', table('sales'), table('sales'))).toBe('sales');
    expect(nameInTheWay('AWS::DynamoDB::Table', table('sales'), table('orders'))).toBeUndefined();
    expect(nameInTheWay('AWS::DynamoDB::Table', table(), table())).toBeUndefined();
    expect(nameInTheWay('AWS::SQS::Queue', { QueueName: 'q' }, { QueueName: 'q' })).toBe('q');
  });

  it('is not there where AWS makes up the identifier', () =>
    expect(nameInTheWay('AWS::Athena::NamedQuery', { Name: 'q' }, { Name: 'q' })).toBeUndefined());
});
