import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { fetchClaudeCode } from '../../scripts/tools/fetch-claude-code';
import { fetchCodex } from '../../scripts/tools/fetch-codex';
import { fetchLangChain, fetchLangChainOpenai } from '../../scripts/tools/fetch-langchain';
import { preparePython } from '../../scripts/tools/prepare-python';
import { PYTHON_CLIENTS } from '../../scripts/tools/tool-versions';

/** Where a client program is, or why it is missing. */
export type Program =
  | { readonly kind: 'ready'; readonly path: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface Programs {
  /** The folder of `python`. */
  readonly python: Program;
  /** The folder of LangChain's npm packages. */
  readonly langChain: Program;
  readonly langChainOpenai: Program;
  /** The program `claude`. */
  readonly claudeCode: Program;
  /** The script that starts `codex`. */
  readonly codex: Program;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly programs: Programs;
  }
}

/** Holds the reasons why programs were not run; `scripts/sum-results.mjs` reads it. */
const SKIP_NOTE = join(__dirname, '..', '..', 'dist', 'results', 'programs.skipped.txt');

/** Installs the programs once for all files. Tests of a program that cannot be installed are skipped. */
export async function setup({ provide }: TestProject): Promise<void> {
  rmSync(SKIP_NOTE, { force: true });
  const programs = {
    python: await prepare('Python clients', () => preparePython('python-clients', PYTHON_CLIENTS)),
    langChain: await prepare('LangChain', fetchLangChain),
    langChainOpenai: await prepare('LangChain for OpenAI', fetchLangChainOpenai),
    claudeCode: await prepare('Claude Code', fetchClaudeCode),
    codex: await prepare('Codex', fetchCodex),
  };
  provide('programs', programs);
  const reasons = Object.values(programs).flatMap((program) =>
    program.kind === 'missing' ? [program.reason] : [],
  );
  if (reasons.length === 0) return;
  mkdirSync(dirname(SKIP_NOTE), { recursive: true });
  writeFileSync(SKIP_NOTE, reasons.join('; '));
}

async function prepare(name: string, install: () => Promise<string>): Promise<Program> {
  try {
    return { kind: 'ready', path: await install() };
  } catch (error) {
    const [cause = ''] = error instanceof Error ? error.message.split('\n') : [];
    const reason = `${name}: ${cause}`;
    console.log(`Not run: ${reason}.`);
    return { kind: 'missing', reason };
  }
}
