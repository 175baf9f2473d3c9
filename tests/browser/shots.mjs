// shots.mjs - pictures of pages: on a desktop and on a phone, light and dark.
//
//   node shots.mjs OUT [--views VIEW,...] [--height PIXELS] [--scale N] NAME=FILE...
//
// Writes OUT/NAME-VIEW.png, the whole page or its first PIXELS; views are desktop-light, desktop-dark, phone-light, phone-dark.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DESKTOP, PHONE, openBrowser, urlOf } from './browser.mjs';

const VIEWS = { 'desktop-light': [DESKTOP, 'light'], 'desktop-dark': [DESKTOP, 'dark'],
  'phone-light': [PHONE, 'light'], 'phone-dark': [PHONE, 'dark'] };

const { values, positionals: [out, ...pages] } = parseArgs({ allowPositionals: true, options: {
  views: { type: 'string', default: Object.keys(VIEWS).join(',') },
  height: { type: 'string', default: '0' },
  scale: { type: 'string', default: '1' },
} });
fs.mkdirSync(out, { recursive: true });
const { page, close } = await openBrowser({ scale: Number(values.scale) });
for (const pair of pages) {
  const [name, file] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  for (const view of values.views.split(',')) {
    const [size, colorScheme] = VIEWS[view], height = Number(values.height);
    await page.setViewportSize(height > 0 ? { width: size.width, height } : size);
    await page.emulateMedia({ colorScheme });
    await page.goto(urlOf(file));
    await page.screenshot({ path: path.join(out, `${name}-${view}.png`), fullPage: height === 0 });
  }
  console.log(`${name}: ${values.views.replaceAll(',', ', ')}`);
}
await close();
