import { describeReconciliation } from './describe-reconciliation';

describeReconciliation(250);
