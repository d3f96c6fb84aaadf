import { describeReconciliation } from './describe-reconciliation';

describeReconciliation(1_000);
