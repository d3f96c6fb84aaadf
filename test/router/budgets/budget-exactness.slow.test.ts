import { startDynamoDbLedger } from '../../contract/start-budget-ledger';
import { describeExactness } from './describe-exactness';

describeExactness('DynamoDbBudgetLedger on dynalite', startDynamoDbLedger, 64);
