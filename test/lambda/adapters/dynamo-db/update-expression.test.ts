import { expect, it } from 'vitest';
import { Expressions } from '../../../../lambda/adapters/dynamo-db/update-expression';

it('writes an update with a placeholder for each name and each value', () => {
  const expressions = new Expressions();
  const update = {
    set: { spent: expressions.changed('spent', 5), 'o#1#a': expressions.amount(0) },
    remove: ['r#1#a'],
    conditions: [`attribute_not_exists(${expressions.name('o#1#a')})`],
  };
  expect(expressions.write(update)).toEqual({
    UpdateExpression: 'SET #n0 = if_not_exists(#n0, :v0) + :v1, #n1 = :v0 REMOVE #n2',
    ConditionExpression: 'attribute_not_exists(#n1)',
    ExpressionAttributeNames: { '#n0': 'spent', '#n1': 'o#1#a', '#n2': 'r#1#a' },
    ExpressionAttributeValues: { ':v0': { N: '0' }, ':v1': { N: '5' } },
  });
});
