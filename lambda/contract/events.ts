/** The source of the router's events in EventBridge. */
export const EVENT_SOURCE = 'bedrock-tier-router';

/** A caller has spent 80 or 100 % of its budget. Published once for each period and threshold. */
export const BUDGET_EVENT_TYPE = 'Budget Threshold Reached';

/** Rates of a model that the router may call have changed. */
export const PRICE_EVENT_TYPE = 'Price Changed';

/** A model that a route names ends soon. Published at most once a day for each model. */
export const RETIREMENT_EVENT_TYPE = 'Model Retiring';
