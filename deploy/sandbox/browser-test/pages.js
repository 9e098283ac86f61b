// Opens pages under a name that is no loopback one, where browsers hide nothing, and says what they ask of other hosts and what the console has.
// usage: node pages.js CHROMIUM NAME ORIGINS PAGE...   (ORIGINS: those that the pages may ask, separated by commas; all of NAME)
// NAME is 127.0.0.1 by a rule of the browser's own, and every other name is nowhere. CFA_BROWSER_FLAGS has more flags, a line each.
import { chromium } from 'playwright-core';

const [executablePath, name, origins, ...pages] = process.argv.slice(2);
// of a flag that is there twice the browser takes the last
const more = (process.env.CFA_BROWSER_FLAGS ?? '').split('\n').filter((flag) => flag !== '' && !flag.startsWith('--host-resolver-rules'));
const allowed = origins.split(',');
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--host-resolver-rules=MAP ${name} 127.0.0.1, MAP * ~NOTFOUND`, ...more],
});
const wrong = [];
try {
  for (const address of pages) {
    const page = await browser.newPage({ ignoreHTTPSErrors: false });
    page.setDefaultTimeout(30_000);
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (!/^(data|blob):$/.test(asked.protocol) && !allowed.includes(asked.origin)) wrong.push(`${address} asks ${request.url()}`);
    });
    page.on('console', (line) => {
      if (line.type() === 'error' || line.type() === 'warning') wrong.push(`${address}, console: ${line.text()}`);
    });
    page.on('pageerror', (error) => wrong.push(`${address}, script: ${error.message}`));
    const answer = await page.goto(address);
    const headers = answer.headers();
    for (const [header, value] of [
      ['content-security-policy', /frame-ancestors '(none|self)'/],
      ['x-content-type-options', /^nosniff$/],
      ['referrer-policy', /^no-referrer$/],
    ]) {
      if (!value.test(headers[header] ?? '')) wrong.push(`${address}: ${header} is ${headers[header] ?? 'missing'}; expected ${value}`);
    }
    if (address.endsWith('/swagger')) {
      const documents = page.locator('.download-url-wrapper select option');
      await page.locator('.info .title').waitFor();
      for (let index = 1; index < (await documents.count()); index += 1) {
        const label = await documents.nth(index).textContent();
        await page.locator('.download-url-wrapper select').selectOption({ label });
        await page.locator('.info .title', { hasText: label }).waitFor();
      }
      await page.locator('.opblock').first().waitFor();
    }
    await page.waitForLoadState('networkidle');
    await page.close();
    console.log(`ok: ${address} was shown`);
  }
} catch (error) {
  wrong.push(error.message);
} finally {
  await browser.close();
}
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
console.log(`ok: ${pages.length} pages under ${name} asked no other host, had what they need and said nothing in the console`);
