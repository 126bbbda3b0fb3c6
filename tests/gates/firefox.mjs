// Addresses, widths and a function as JSON on standard input go in, what the function says of each page comes out.
import { readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const inside = readFileSync(asked.script, 'utf8');
const seen = [];
for (const width of asked.widths) {
  // The window has the width: Firefox ESR does not know all that puppeteer says to set a viewport.
  const args = [`--width=${width}`, '--height=900'];
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: asked.firefox, headless: true, defaultViewport: null, args });
  try {
    const page = await browser.newPage();
    for (const [name, address] of Object.entries(asked.pages)) {
      await page.goto(address);
      const found = await page.evaluate(`({ width: innerWidth, ...(${inside})() })`);
      if (found.width != width) throw new Error(`the window is ${found.width} px wide, not ${width}`);
      seen.push({ page: name, ...found });
    }
  } finally {
    await browser.close();
  }
}
console.log(JSON.stringify(seen));
