import db from 'dynalite/db/index.js';

const { checkConditional } = db;

/**
 * Gives dynalite what it lacks: with `ReturnValuesOnConditionCheckFailure`, a refused write tells what the item was.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export function returnOldItems(): void {
  db.checkConditional = (write, item) => {
    const refusal = checkConditional(write, item);
    const isWanted = write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    if (refusal && isWanted && item !== undefined) refusal.body.Item = item;
    return refusal;
  };
}
