import db from 'dynalite/db/index.js';
import updateItem from 'dynalite/validations/updateItem.js';

const { checkConditional } = db;

/**
 * Gives dynalite what its UpdateItem lacks: with `ReturnValuesOnConditionCheckFailure`, a refused write tells what the
 * item was, read under the same lock as the condition.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export function returnOldItems(): void {
  // Members without a type are taken out of a request.
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
