import { join } from 'node:path';

/** External programs that checks run, each in one version. They are installed at their first use. */
export const TOOLS_FOLDER = join(__dirname, '..', '..', 'dist', 'tools');

/** The latest of each major version on npm for Linux on x64 and arm64. Lambda runs the function on 24. */
export const NODE_VERSIONS: Readonly<Record<string, string>> = {
  '20': '20.20.2',
  '22': '22.23.3',
  '24': '24.21.0',
};

/** The client in Lambda's Node.js runtime. */
export const RUNTIME_CLIENT_VERSION = '4.0.2';

/** Of the mutation tester and of its runner. */
export const STRYKER_VERSION = '9.6.1';

/** Claude Code, Codex, and LangChain's classes for Bedrock and for OpenAI with their peer. */
export const CLAUDE_CODE_VERSION = '2.1.332';
export const CODEX_VERSION = '0.171.0';
export const LANGCHAIN_AWS_VERSION = '1.4.5';
export const LANGCHAIN_OPENAI_VERSION = '1.6.0';
export const LANGCHAIN_CORE_VERSION = '1.4.0';

/** Clients of Bedrock and of OpenAI in Python. */
export const PYTHON_CLIENTS = [
  'boto3==1.44.8',
  'langchain-aws==1.9.1',
  'litellm==1.110.2',
  'llama-index-llms-bedrock-converse==0.15.5',
  'openai==3.57.0',
  'langchain-openai==1.7.4',
  'openai-agents==0.24.0',
];

/** An emulated AWS account, the AWS CLI, and the linter of CloudFormation templates. */
export const PYTHON_PACKAGES = ['ministack==1.5.33', 'awscli==1.46.2', 'cfn-lint==1.58.0'];
