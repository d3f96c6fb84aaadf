import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** The path of the browser in Debian's package `chromium`. */
export const CHROMIUM = '/usr/bin/chromium';

/** The reason why no browser can be opened; undefined if it can. */
export const BROWSER_LACK = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

/** Turns off the sandbox, because CI runs as root, and the browser's own network requests. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser with a temporary profile. */
export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}
