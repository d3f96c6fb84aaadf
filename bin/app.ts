import { App } from 'aws-cdk-lib';
import { ReadyMadeStack } from './ready-made-stack';

const app = new App();
try {
  new ReadyMadeStack(app, 'BedrockTierRouter');
} catch (error) {
  // Almost always a context value: its message says all, a stack trace nothing.
  console.error(`bedrock-tier-router: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
