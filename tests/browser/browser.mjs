// browser.mjs - one headless Chromium that shows a page as a mail program would: no script, no network.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const PHONE = { width: 375, height: 812 };
export const DESKTOP = { width: 800, height: 900 };

/* Where Chromium is, or undefined. */
export function chromiumPath() {
  return [process.env.CHROMIUM, ...PLACES].find(place => place && fs.existsSync(place));
}

/* A browser and its one page; files are read, everything else is out of reach. */
export async function openBrowser({ scale = 1 } = {}) {
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'] });
  const context = await browser.newContext({ javaScriptEnabled: true, deviceScaleFactor: scale });
  const asked = [];
  await context.route('**/*', route => {
    const url = route.request().url();
    if (url.startsWith('file:')) return route.continue();
    asked.push(url);
    return route.abort();
  });
  return { page: await context.newPage(), asked, close: () => browser.close() };
}

export const urlOf = file => pathToFileURL(path.resolve(file)).href;

/* Every file of a folder, at any depth, that ends so. */
export function filesIn(folder, ending) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(ending))
    .map(entry => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
