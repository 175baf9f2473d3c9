// many.mjs - runs checks that are scripts of their own, many in one process and with one browser.
// Reads [SCRIPT, ARGUMENT...] as JSON, one a line, and answers each with {status, printed}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

class Exit { constructor(status) { this.status = status; } }

let printed = [];
console.log = (...words) => printed.push(words.join(' '));
console.error = console.log;
process.exit = status => { throw new Exit(status ?? 0); };

// The first launch stays; what a script closes is only its own pages.
let browser;
function share(script) {
  const { chromium } = createRequire(script)('playwright-core');
  const launch = chromium.launch.bind(chromium);
  chromium.launch = async options => {
    browser ??= await launch(options);
    return { newContext: (...a) => browser.newContext(...a), close: async () => {} };
  };
}

let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [script, ...words] = JSON.parse(line);
  if (browser === undefined && script.includes('email')) share(script);
  process.argv = [process.argv[0], script, ...words];
  printed = [];
  let status = 0;
  try {
    await import(`${pathToFileURL(script)}?${++number}`);
  } catch (e) {
    status = e instanceof Exit ? e.status : 2;
    if (!(e instanceof Exit)) printed.push(String(e.stack));
  }
  process.stdout.write(JSON.stringify({ status, printed: printed.join('\n') }) + '\n');
}
await browser?.close();
