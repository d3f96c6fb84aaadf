import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { composeHurriedClient } from '../hurried-client';
import { EventBridgeBudgetNotices } from './event-bridge-budget-notices';

/** Notices with the client of the deployed function, which takes everything else from its environment. */
export function openNotices(): EventBridgeBudgetNotices {
  return new EventBridgeBudgetNotices(new EventBridgeClient(composeHurriedClient()));
}
