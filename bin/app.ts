import { App } from 'aws-cdk-lib';
import { ReadyMadeStack } from './ready-made-stack';

const app = new App();
try {
  new ReadyMadeStack(app, 'BedrockTierRouter');
} catch (error) {
  // The message names the context value that is wrong; a stack trace would not help.
  console.error(`bedrock-tier-router: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
