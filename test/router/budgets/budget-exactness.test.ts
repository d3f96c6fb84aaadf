import { startDynamoDbLedger, startMemoryLedger } from '../../contract/start-budget-ledger';
import { describeExactness } from './describe-exactness';

describeExactness('MemoryBudgetLedger', startMemoryLedger, 64);
describeExactness('DynamoDbBudgetLedger on dynalite', startDynamoDbLedger, 16);
