import { describeReconciliation } from './describe-reconciliation';

describeReconciliation(200);
