// check.mjs - looks at pages in Chromium and prints TAP.
//
//   node check.mjs mail|site FOLDER...
//
// A mail is NAME.html with its text in NAME.txt; `site` takes any page.  Each is one test.
import fs from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { DESKTOP, PHONE, filesIn, openBrowser, urlOf } from './browser.mjs';
import * as inPage from './in_page.mjs';

const BYTES_MAX = 102000;
const NARROW = { width: 320, height: 640 };
// What a mail needs and a page of today would do otherwise.
const MAIL_RULES = { 'no-inline-style': 'off', 'no-conditional-comment': 'off', 'prefer-native-element': 'off', 'no-deprecated-attr': 'off',
  'prefer-tbody': 'off', 'aria-label-misuse': 'off' };
const RULES = { 'void-style': 'off', 'doctype-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'tel-non-breaking': 'off' };

const validators = {
  mail: new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: { ...RULES, ...MAIL_RULES } }),
  site: new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: RULES }),
};

async function validity(kind, html) {
  const report = await validators[kind].validateString(html);
  return report.results.flatMap(result => result.messages).map(m => `${m.line}:${m.column}: ${m.message} [${m.ruleId}]`);
}

/* Whatever the HTML says and links to, the text says and links to; where lines break is its own affair. */
function parity({ text, links }, plain) {
  const run = plain.normalize('NFC').toLowerCase().replace(/\s+/gu, '');
  const words = new Set(text.normalize('NFC').toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const faults = [...words].filter(word => !run.includes(word)).map(word => `the text lacks the word "${word}"`);
  for (const link of new Set(links)) if (!run.includes(link.toLowerCase())) faults.push(`the text lacks the link ${link}`);
  return faults;
}

/* NAME.txt beside NAME.html, or beside NAME.list.html, which says for whom it was made. */
function textBeside(file) {
  const names = [file.replace(/html$/, 'txt'), file.replace(/\.[a-z]+\.html$/, '.txt')];
  return fs.readFileSync(names.find(name => fs.existsSync(name)), 'utf8');
}

/* Colours do not depend on the width, nor sizes on the colours. */
async function views(page) {
  const faults = [];
  const note = (where, found) => faults.push(...found.map(fault => `${where}: ${fault}`));
  for (const size of [PHONE, NARROW, DESKTOP]) {
    await page.setViewportSize(size);
    note(`${size.width}px`, await page.evaluate(inPage.sizes));
  }
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    note(colorScheme, [...await page.evaluate(inPage.scheme, colorScheme), ...await page.evaluate(inPage.contrast)]);
  }
  return faults;
}

/* Some mail programs drop every style sheet: what is left is a light mail that fits. */
async function unstyled(page, html) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await page.setContent(html.replace(/<style>[\s\S]*?<\/style>|<meta name="[a-z-]*color-scheme[^>]*>/g, ''));
  const found = [...await page.evaluate(inPage.contrast), ...await page.evaluate(inPage.sizes)];
  return found.map(fault => `without style sheets: ${fault}`);
}

async function faultsOf(kind, file, page) {
  const html = fs.readFileSync(file, 'utf8');
  const faults = await validity(kind, html);
  await page.goto(urlOf(file));
  faults.push(...await page.evaluate(inPage.structure), ...await views(page));
  if (kind === 'site') return faults;
  if (Buffer.byteLength(html) >= BYTES_MAX) faults.push(`${Buffer.byteLength(html)} bytes`);
  faults.push(...await page.evaluate(inPage.mail));
  faults.push(...parity(await page.evaluate(inPage.said), textBeside(file)));
  return [...faults, ...await unstyled(page, html)];
}

const [kind, ...folders] = process.argv.slice(2);
const files = folders.flatMap(folder => filesIn(folder, '.html')).filter(f => kind === 'site' || path.basename(f) !== 'index.html');
const { page, asked, close } = await openBrowser();
let number = 0;
for (const file of files) {
  const faults = [...await faultsOf(kind, file, page), ...asked.splice(0).map(url => `asks the network for ${url}`)];
  console.log(`${faults.length === 0 ? 'ok' : 'not ok'} ${++number} - ${path.relative(process.cwd(), file)}`);
  faults.slice(0, 20).forEach(fault => console.log(`#   ${fault}`));
}
console.log(`1..${number}`);
await close();
