import { installNpmPackages } from './install-npm-package';
import {
  LANGCHAIN_AWS_VERSION,
  LANGCHAIN_CORE_VERSION,
  LANGCHAIN_OPENAI_VERSION,
} from './tool-versions';

const PEERS = [`@langchain/core@${LANGCHAIN_CORE_VERSION}`];

/**
 * Installs LangChain's classes for Bedrock.
 *
 * @returns the folder of its packages
 * @throws Error if the registry is unavailable
 */
export function fetchLangChain(): Promise<string> {
  return installNpmPackages(['@langchain/aws'], LANGCHAIN_AWS_VERSION, PEERS);
}

/** Installs LangChain's classes for OpenAI in the same way. */
export function fetchLangChainOpenai(): Promise<string> {
  return installNpmPackages(['@langchain/openai'], LANGCHAIN_OPENAI_VERSION, PEERS);
}
