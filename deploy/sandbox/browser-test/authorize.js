// Logs in at Keycloak from Swagger UI, calls one operation, and takes a picture of its 200.
// usage: node authorize.js CHROMIUM GATEWAY DOCUMENT PATH USER SCREENSHOT   (the password is the line on standard input)
// CFA_BROWSER_FLAGS has more flags, a line each.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [executablePath, gateway, document, path, user, screenshot] = process.argv.slice(2);
const password = readFileSync(0, 'utf8').trim();
const more = (process.env.CFA_BROWSER_FLAGS ?? '').split('\n').filter((flag) => flag !== '');
// without TLS Keycloak has a port of its own
const ours = new URL(gateway).protocol === 'https:' ? [new URL(gateway).origin] : ['http://127.0.0.1:', 'http://localhost:'];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...more] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(30_000);
  const strangers = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !ours.some((origin) => request.url().startsWith(origin))) strangers.push(request.url());
  });
  await page.goto(`${gateway}/swagger`);
  const documents = page.locator('.download-url-wrapper select');
  await documents.waitFor();
  const names = await documents.locator('option').allTextContents();
  if (names.length !== 7) throw new Error(`Swagger UI offers ${names.join(', ')}; expected seven documents`);
  await documents.selectOption({ label: document });
  await page.locator('.info .title', { hasText: document }).waitFor();
  console.log(`ok: Swagger UI shows ${names.length} documents, and that of ${document}`);

  await page.locator('.scheme-container .btn.authorize').click();
  const scheme = page.locator('.auth-container', { hasText: 'PKCE' }).last();
  await scheme.waitFor();
  const [login] = await Promise.all([page.waitForEvent('popup'), scheme.locator('.btn.authorize').click()]);
  await login.locator('#username').fill(user);
  await login.locator('#password').fill(password);
  const asked = new URL(login.url()).searchParams;
  if (asked.get('code_challenge_method') !== 'S256') throw new Error(`Keycloak is asked without PKCE S256: ${[...asked.keys()].join(', ')}`);
  await Promise.all([login.waitForEvent('close'), login.locator('#kc-login').click()]);
  await scheme.locator('button', { hasText: 'Logout' }).waitFor();
  console.log('ok: logged in through the page of Keycloak, with PKCE S256');
  await scheme.locator('.btn-done').click();

  const operation = page.locator('.opblock-get').filter({ has: page.locator(`.opblock-summary-path[data-path="${path}"]`) });
  await operation.locator('.opblock-summary').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  const answer = operation.locator('.live-responses-table .response');
  await answer.waitFor();
  const status = (await answer.locator('.response-col_status').innerText()).trim().split(/\s/)[0];
  if (status !== '200') throw new Error(`GET ${path} of ${document} answers ${status}; expected 200: ${await answer.innerText()}`);
  if (strangers.length > 0) throw new Error(`the page asks elsewhere: ${strangers.join(', ')}`);
  console.log(`ok: GET ${path} of ${document} answers 200`);

  await operation.scrollIntoViewIfNeeded();
  // the command that Swagger UI shows has the token in it
  await page.screenshot({ path: screenshot, mask: [operation.locator('.curl-command .curl')], maskColor: '#333333' });
  console.log(`ok: ${screenshot}`);
} finally {
  await browser.close();
}
