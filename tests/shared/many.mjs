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

// One browser and one page for all: a context for each view, as the scripts ask for, takes longer than looking at it.
let browser, page;
function share(script) {
  const { chromium } = createRequire(script)('playwright-core');
  const launch = chromium.launch.bind(chromium);
  chromium.launch = async options => {
    browser ??= await launch(options);
    page ??= await browser.newPage();
    return { newContext: lend, close: async () => {} };
  };
}

// What a script did to the page ends with its "context": its routes, listeners, and what it told the developers' protocol.
async function lend({ viewport, colorScheme }) {
  const sessions = [];
  return {
    newPage: async () => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      return page;
    },
    newCDPSession: async target => {
      sessions.push(await page.context().newCDPSession(target));
      return sessions.at(-1);
    },
    close: async () => {
      for (const session of sessions) await session.detach();
      page.removeAllListeners();
      await page.unrouteAll();
    },
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
