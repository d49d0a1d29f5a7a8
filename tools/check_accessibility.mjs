// SPDX-License-Identifier: Apache-2.0
// Looks for faults of accessibility (axe-core) in HTML files, as Chromium shows them in a light and a dark setting, wide and narrow:
//   node tools/check_accessibility.mjs DIR_OR_FILE...
// Needs Chromium, and the packages puppeteer-core and axe-core in the folder that it is started from (npm install puppeteer-core axe-core);
// without them it says so and checks nothing.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'package.json'));
const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].filter((path) => path && existsSync(path));
let puppeteer, axe;
try {
  puppeteer = require('puppeteer-core');
  axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  console.log('skipped: puppeteer-core or axe-core is not installed here');
  process.exit(0);
}
if (browsers.length === 0) {
  console.log('skipped: there is no Chromium');
  process.exit(0);
}

const pages = (path) => (statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => pages(join(path, name)))
                                                      : path.endsWith('.html') ? [path] : []);
const files = process.argv.slice(2).map((path) => resolve(path)).flatMap(pages);
const settings = [{ width: 1280, scheme: 'light' }, { width: 400, scheme: 'dark' }];
const browser = await puppeteer.launch({ executablePath: browsers[0], headless: true, args: ['--no-sandbox', '--disable-gpu'] });
let faults = 0;
for (const file of files) {
  for (const { width, scheme } of settings) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setBypassCSP(true);
    await page.goto(pathToFileURL(file).href);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 0) {
      faults++;
      console.log(`${file} at ${width}: wider than the window by ${wider} pixels`);
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const one of violations) {
      faults++;
      console.log(`${file} at ${width}, ${scheme}: ${one.id} (${one.impact}): ${one.help}, ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 160)}`);
    }
    await page.close();
  }
}
await browser.close();
console.log(`${files.length} pages, ${faults} faults`);
process.exit(files.length === 0 || faults > 0 ? 1 : 0);
