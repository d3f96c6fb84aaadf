/** Lambda runs a Node.js that the AWS SDK has no objection to; a laptop may have an older one, and is told so once a start. */
export const QUIET_SDK = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } as const;
