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

/** An emulated AWS account, the AWS CLI, and the linter of CloudFormation templates. */
export const PYTHON_PACKAGES = ['moto[server]==5.2.5', 'awscli==1.46.2', 'cfn-lint==1.58.0'];
