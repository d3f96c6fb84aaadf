import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Where Debian's package `chromium` puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** Why no browser can be opened; undefined where one can. */
export const BROWSER_LACK = existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

/** No sandbox, because CI runs as root; and nothing that a browser does on the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser with a profile of its own, which goes with it. */
export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}
