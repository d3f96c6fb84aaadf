import { installNpmPackages } from './install-npm-package';
import { LANGCHAIN_AWS_VERSION, LANGCHAIN_CORE_VERSION } from './tool-versions';

/**
 * Installs LangChain's classes for Bedrock.
 *
 * @returns the folder of its packages
 * @throws Error if the registry is unavailable
 */
export function fetchLangChain(): Promise<string> {
  const peers = [`@langchain/core@${LANGCHAIN_CORE_VERSION}`];
  return installNpmPackages(['@langchain/aws'], LANGCHAIN_AWS_VERSION, peers);
}
