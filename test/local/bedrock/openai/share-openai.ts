import type OpenAI from 'openai';
import { createOpenai } from '../../../clients/openai/client';
import { SharedEmulator } from '../share-emulator';

/** The emulator of a test, and OpenAI's official client for it. */
export class SharedOpenai extends SharedEmulator {
  get openai(): OpenAI {
    return createOpenai(`${this.url}/openai/v1`);
  }

  /** The latest request, as the emulator has read it. */
  get latest() {
    return this.emulator.journal.entries.at(-1);
  }
}
