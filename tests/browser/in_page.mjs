// in_page.mjs - what is asked of a page from inside it.  Each function runs in the browser and returns a list of faults.

/* Text that can hardly be read: WCAG 2.1, contrast (minimum), 1.4.3. */
export function contrast() {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parts = colour => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faults = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), element = texts.currentNode.parentElement;
    if (text === '' || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const [light, dark] = [luminance(parts(style.color)), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) faults.add(`contrast ${ratio.toFixed(2)}: "${text.slice(0, 40)}"`);
  }
  return [...faults];
}

/* What sticks out, and what is too small. */
export function sizes() {
  const faults = new Set(), width = document.documentElement.clientWidth;
  const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth);
  if (wide > width) faults.add(`${wide}px wide in a window of ${width}px`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), element = texts.currentNode.parentElement;
    if (text === '' || element.getClientRects().length === 0) continue;
    const size = parseFloat(getComputedStyle(element).fontSize);
    if (size < 13) faults.add(`letters of ${size}px: "${text.slice(0, 40)}"`);
  }
  return [...faults];
}

/* A dark scheme has a dark ground, a light one a light one. */
export function scheme(wanted) {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  const dark = (r + g + b) / 3 < 96;
  return dark === (wanted === 'dark') ? [] : [`the ground is rgb(${r}, ${g}, ${b}) in the ${wanted} scheme`];
}

/* What every page of ours has. */
export function structure() {
  const faults = [], all = selector => [...document.querySelectorAll(selector)];
  const want = (right, words) => right || faults.push(words);
  want(document.documentElement.lang !== '', 'html has no lang');
  want(document.title.trim() !== '', 'no title');
  want(document.characterSet === 'UTF-8' && all('meta[charset]').length === 1, 'no charset');
  want(all('meta[name=viewport]').length === 1, 'no viewport');
  want(all('meta[name=color-scheme]').length === 1, 'no color-scheme');
  want(all('h1').length === 1, `${all('h1').length} headings h1`);
  want(all('script, form, input, button, video, audio, canvas, embed, object').length === 0, 'active content');
  let above = 0;
  for (const heading of all('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.localName[1]);
    want(level <= above + 1, `${heading.localName} below h${above}: "${heading.textContent.trim().slice(0, 40)}"`);
    above = level;
  }
  for (const link of all('a[href]')) {
    want(link.textContent.trim() !== '', `a link without words: ${link.getAttribute('href')}`);
    want(!/^(javascript|data|vbscript):/i.test(link.getAttribute('href')), `a link to ${link.protocol}`);
  }
  return faults;
}

/* What a mail has besides: facts that mail programs force on it. */
export function mail() {
  const faults = [], all = selector => [...document.querySelectorAll(selector)];
  const want = (right, words) => right || faults.push(words);
  const article = document.querySelector('body div[role=article]');
  want(document.documentElement.dir !== '', 'html has no dir');
  want(article?.lang === document.documentElement.lang && article?.dir !== '', 'no article that repeats lang and dir');
  want(all('img, svg, link, iframe, body style').length === 0, 'something that mail programs drop or fetch');
  want(all('table:not([role=presentation])').length === 0, 'a layout table without its role');
  const preheader = all('body div').find(d => d.style.display === 'none')?.textContent.trim() ?? '';
  want(preheader.length >= 40 && preheader.length <= 130, `a preheader of ${preheader.length} characters`);
  for (const link of all('a')) {
    want(/^(https?:\/\/|mailto:.)/.test(link.getAttribute('href')), `a link to ${link.getAttribute('href')}`);
    want(getComputedStyle(link).textDecorationLine === 'underline', `not underlined: "${link.textContent}"`);
    want(link.style.color !== '', `a link without a colour of its own: "${link.textContent}"`);
  }
  for (const element of all('[style]'))
    want(!/url\(|position\s*:|white-space|flex|grid/i.test(element.getAttribute('style')), `style: ${element.getAttribute('style')}`);
  want(all('a[href^="mailto:"]').length > 0, 'no way to stop it');
  return faults;
}

/* The words that are seen, and where the links go. */
export function said() {
  return { text: document.body.innerText, links: [...document.querySelectorAll('a')].map(a => a.getAttribute('href')) };
}
