import db from 'dynalite/db/index.js';
import updateItem from 'dynalite/validations/updateItem.js';

const { checkConditional } = db;

/**
 * Adds `ReturnValuesOnConditionCheckFailure` to dynalite's UpdateItem. A write whose condition is false then returns
 * the item, read under the same lock as the condition.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export function returnOldItems(): void {
  // dynalite removes members without a type from a request.
  updateItem.types['ReturnValuesOnConditionCheckFailure'] = {
    type: 'String',
    enum: ['ALL_OLD', 'NONE'],
  };
  db.checkConditional = (write, item) => {
    const refusal = checkConditional(write, item);
    const isWanted = write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    if (refusal && isWanted && item !== undefined) refusal.body.Item = item;
    return refusal;
  };
}
