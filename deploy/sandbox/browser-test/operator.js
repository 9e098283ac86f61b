// Opens the operator's page, logs in at Keycloak with it, and sees what it shows; nobody without the role is shown anything.
// usage: node operator.js CHROMIUM GATEWAY USER SCREENSHOT [STRANGER [RELEASE]]   (the passwords are lines on standard input: the operator's, the stranger's)
// STRANGER has not the role operator; RELEASE is the tag that the page has to name as the last release. CFA_BROWSER_FLAGS has more flags, a line each.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [executablePath, gateway, user, screenshot, stranger, release] = process.argv.slice(2);
const [password, strangersPassword] = readFileSync(0, 'utf8').split('\n').map((line) => line.trim());
const more = (process.env.CFA_BROWSER_FLAGS ?? '').split('\n').filter((flag) => flag !== '');
const ours = new URL(gateway).protocol === 'https:' ? [new URL(gateway).origin] : ['http://127.0.0.1:', 'http://localhost:'];
const sections = ['Participants to review', 'Issues to approve', 'Entries by authority to approve', 'Withdrawals to send to the bank', 'Differences with the bank', 'Differences to approve', 'Watch lists that lose too much, to confirm', 'Payments in default', 'Payments that keep money for holders', 'Queues', 'Today', 'The last release', 'Each service was replaced last'];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...more] });

async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1400 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const wrong = [];
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !ours.some((origin) => request.url().startsWith(origin))) wrong.push(`asks ${request.url()}`);
  });
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') wrong.push(`console: ${line.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
  const answer = await page.goto(`${gateway}/operator`);
  const policy = answer.headers()['content-security-policy'] ?? '';
  if (!/^default-src 'none'; script-src 'self'; style-src 'self';/.test(policy)) throw new Error(`the policy of the page is ${policy}`);
  return { context, page, wrong };
}

async function login(page, name, secret) {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.locator('#login').click()]);
  await popup.locator('#username').fill(name);
  await popup.locator('#password').fill(secret);
  const asked = new URL(popup.url()).searchParams;
  if (asked.get('code_challenge_method') !== 'S256') throw new Error(`Keycloak is asked without PKCE S256: ${[...asked.keys()].join(', ')}`);
  await Promise.all([popup.waitForEvent('close'), popup.locator('#kc-login').click()]);
  await page.locator('#who', { hasText: name }).waitFor();
}

try {
  const operator = await open();
  if (await operator.page.locator('#main').isVisible()) throw new Error('the page shows something before anybody has logged in');
  await login(operator.page, user, password);
  for (const section of sections) await operator.page.locator('caption', { hasText: section }).first().waitFor();
  const unread = await operator.page.locator('td.bad').allInnerTexts();
  if (unread.length > 0) throw new Error(`the page shows as wrong: ${unread.join(' | ')}`);
  const proofs = await operator.page.locator('#proofs td.good').allInnerTexts();
  for (const proof of ['proven', 'add up']) if (!proofs.includes(proof)) throw new Error(`no proof is "${proof}": ${proofs.join(' | ')}`);
  const named = await operator.page.locator('#releases td.good').allInnerTexts();
  if (release && !named.includes(`${release}, on all that answer`)) throw new Error(`the last release is ${release}, and the page names: ${named.join(' | ')}`);
  if (operator.wrong.length > 0) throw new Error(operator.wrong.join('\n'));
  await operator.page.screenshot({ path: screenshot, fullPage: true });
  console.log(`ok: an operator sees ${sections.length} tables, each read, and the proofs hold: ${screenshot}`);
  await operator.page.locator('#logout').click();
  if ((await operator.page.locator('#main').isVisible()) || (await operator.page.locator('table').count()) > 0) throw new Error('the page shows something after the login was forgotten');
  await operator.context.close();

  if (stranger) {
    const other = await open();
    await login(other.page, stranger, strangersPassword);
    await other.page.locator('#message', { hasText: 'has not the role operator' }).waitFor();
    if ((await other.page.locator('table').count()) > 0) throw new Error(`${stranger} is shown something`);
    if (other.wrong.length > 0) throw new Error(other.wrong.join('\n'));
    console.log('ok: who has not the role is shown nothing');
  }
} finally {
  await browser.close();
}
