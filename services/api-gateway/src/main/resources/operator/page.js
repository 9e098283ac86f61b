'use strict';
// The operator's page: logs in at Keycloak as Swagger UI does, with PKCE and the client of browsers, and only reads. The token stands in this
// variable alone and is gone with the page. What services answer becomes text, never markup.
let token = null;

const SERVICES = ['identity', 'issuance', 'registry', 'settlement', 'compliance', 'bank-nominal'];
const MOST = 20;
const $ = (id) => document.getElementById(id);

// ---- what is shown

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function table(title, heads, rows) {
  const made = element('table');
  made.append(element('caption', title));
  if (rows.length === 0) {
    const row = made.insertRow();
    row.append(element('td', 'Nothing.', 'none'));
    return made;
  }
  const head = made.createTHead().insertRow();
  heads.forEach((text) => {
    const cell = element('th', text);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = made.createTBody();
  rows.forEach((cells) => {
    const row = body.insertRow();
    cells.forEach((cell) => row.append(cell instanceof Node ? cell : element('td', cell === null || cell === undefined ? '' : String(cell))));
  });
  return made;
}

const good = (text) => element('td', text, 'good');
const bad = (text) => element('td', text, 'bad');
const roubles = (kopecks) => (kopecks / 100).toLocaleString('en', { minimumFractionDigits: 2 }) + ' ₽';

// ---- what is asked

async function ask(path) {
  const answer = await fetch(path, { headers: { Authorization: 'Bearer ' + token, Accept: 'application/json' }, cache: 'no-store' });
  if (answer.status === 401) throw new Error('the login has ended; log in again');
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new Error(answer.status + ' ' + (problem.detail || problem.title || ''));
  }
  return { items: await answer.json(), more: answer.headers.has('Link') };
}

async function list(title, path, heads, cells) {
  try {
    const { items, more } = await ask(path + (path.includes('?') ? '&' : '?') + 'limit=' + MOST);
    return table(title + ' (' + items.length + (more ? ', and more' : '') + ')', heads, items.map(cells));
  } catch (failure) {
    return table(title, ['not read'], [[bad(failure.message)]]);
  }
}

async function fact(name, path, cells) {
  try {
    return [name, ...cells((await ask(path)).items)];
  } catch (failure) {
    return [name, bad(failure.message), ''];
  }
}

async function decisions() {
  return Promise.all([
    list('Participants to review', '/api/compliance/reviews', ['participant', 'name', 'why', 'since', 'proposed'], (each) => [
      each.participant, each.name, each.reason, each.screenedAt, each.twoOperators ? each.proposed || 'by nobody; takes two' : 'takes one']),
    list('Issues to approve', '/api/issuance/issues?status=DRAFT', ['issue', 'name', 'issuer', 'since'], (each) => [
      each.id, each.name, each.issuer, each.draftedAt]),
    list('Entries by authority to approve', '/api/registry/orders?status=REQUESTED', ['order', 'kind', 'asset', 'asked by'], (each) => [
      each.id, each.kind, each.asset, each.requestedBy]),
    list('Withdrawals to send to the bank', '/api/bank-nominal/withdrawals?status=REQUESTED', ['withdrawal', 'amount', 'since'], (each) => [
      each.id, roubles(each.amount), each.enteredAt]),
    list('Differences with the bank', '/api/bank-nominal/differences?status=OPEN', ['difference', 'kind', 'amount', 'remittance', 'since'], (each) => [
      each.id, each.kind, roubles(each.amount), each.remittance, each.foundAt]),
    list('Differences to approve', '/api/bank-nominal/differences?status=PROPOSED', ['difference', 'resolution', 'amount', 'proposed by'], (each) => [
      each.id, each.resolution, roubles(each.amount), each.proposedBy]),
    list('Watch lists that lose too much, to confirm', '/api/compliance/watch-list-versions?status=TO_CONFIRM', ['version', 'list', 'of', 'names', 'would lose', 'uploaded by'], (each) => [
      each.id, each.list, each.asOf, each.names, bad(each.removed), each.uploadedBy]),
    list('Payments in default', '/api/settlement/payments?status=DEFAULTED', ['payment', 'kind', 'issuer', 'amount', 'why', 'in default since'], (each) => [
      each.id, each.kind, each.issuer, roubles(each.amount), bad(each.reason), each.defaultedAt]),
    list('Payments that keep money for holders', '/api/settlement/payments?status=KEEPING', ['payment', 'kind', 'issuer', 'amount', 'due since'], (each) => [
      each.id, each.kind, each.issuer, roubles(each.amount), each.payAt]),
  ]);
}

async function backlogs() {
  const rows = [];
  const started = [];
  const stuck = [];
  for (const service of SERVICES) {
    try {
      const backlog = (await ask('/api/' + service + '/backlog')).items;
      backlog.queues.filter((queue) => queue.stuck > 0).forEach((queue) => stuck.push(
        list('Stuck: ' + service + ', ' + queue.name, '/api/' + service + '/backlog/' + queue.name + '?stuck=true', ['id', 'attempts', 'due', 'request'], (each) => [
          each.id, bad(each.attempts), each.dueAt, each.requestId])));
      backlog.queues.forEach((queue) => rows.push([service, queue.name, queue.waiting, queue.stuck > 0 ? bad(queue.stuck) : good('0'), queue.longestDue]));
      rows.push([service, 'outbox', backlog.outbox.waiting, '', backlog.outbox.since]);
      started.push([service, backlog.release || 'not said', backlog.runningSince]);
    } catch (failure) {
      rows.push([service, bad(failure.message), '', '', '']);
      started.push([service, bad(failure.message), '']);
    }
  }
  const releases = new Set(started.filter((row) => row[2] !== '').map((row) => row[1]));
  const last = started.map((row) => row[2]).sort().pop();
  const summary = releases.size === 1 ? [...releases][0] + ', on all that answer' : releases.size + ' at once: ' + [...releases].join(', ');
  return {
    waits: [table('Queues', ['service', 'queue', 'waiting', 'stuck', 'longest due'], rows), ...(await Promise.all(stuck))],
    runs: [
      table('The last release', ['release', 'complete since'], [[releases.size === 1 ? good(summary) : bad(summary), last]]),
      table('Each service was replaced last', ['service', 'release', 'runs since'], started),
    ],
  };
}

async function proofs() {
  return [table('Today', ['what', 'result', 'detail'], await Promise.all([
    fact('Register: hash chain', '/api/registry/chain/verify', (proof) => [
      proof.valid ? good('proven') : bad('broken at entry ' + proof.firstBroken + ', wrong holdings ' + proof.wrongHoldings), proof.entries + ' entries, head ' + proof.head]),
    fact('Money: accounts', '/api/bank-nominal/totals', (totals) => [
      totals.wrongAccounts === 0 && totals.deposits - totals.withdrawals === totals.balances + totals.held ? good('add up') : bad(totals.wrongAccounts + ' wrong accounts'),
      'free ' + roubles(totals.balances) + ', held ' + roubles(totals.held)]),
    fact('Money: closed days', '/api/bank-nominal/closings/verify', (proof) => [
      proof.valid ? good('proven') : bad('broken at ' + proof.firstBroken), proof.days + ' days, hash ' + proof.hash]),
    fact('Money: last closed day', '/api/bank-nominal/closings?limit=1', (days) => (days.length ? [days[0].day, roubles(days[0].balance)] : ['none', ''])),
    fact('Bank: last statement', '/api/bank-nominal/statements?limit=1', (taken) => {
      if (taken.length === 0) return ['none', ''];
      const last = taken[0];
      const result = last.differences > 0 ? bad(last.differences + ' differences') : good('matched');
      return [result, last.day + ': ' + roubles(last.closing) + ' at the bank, ' + (last.believed === null ? 'that day is not closed' : roubles(last.believed) + ' in our books')];
    }),
  ]))];
}

async function refresh() {
  $('message').textContent = 'Reading…';
  const [waiting, queues, books] = await Promise.all([decisions(), backlogs(), proofs()]);
  $('decisions').replaceChildren(...waiting);
  $('backlogs').replaceChildren(...queues.waits);
  $('releases').replaceChildren(...queues.runs);
  $('proofs').replaceChildren(...books);
  $('main').hidden = false;
  $('message').textContent = '';
}

// ---- who asks

const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

// SHA-256 by hand is wanted where the page is reached without TLS: browsers have crypto.subtle in secure contexts only
function sha256(text) {
  const k = [];
  const h = [];
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  for (let candidate = 2; k.length < 64; candidate += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) { prime = false; break; }
    if (prime) {
      if (h.length < 8) h.push(fraction(Math.sqrt(candidate)));
      k.push(fraction(Math.cbrt(candidate)));
    }
  }
  const bytes = [...new TextEncoder().encode(text), 0x80];
  const bits = (bytes.length - 1) * 8;
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(shift > 31 ? 0 : (bits >>> shift) & 255);
  const rotate = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < bytes.length; at += 64) {
    const w = [];
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        w[i] = (bytes[at + 4 * i] << 24) | (bytes[at + 4 * i + 1] << 16) | (bytes[at + 4 * i + 2] << 8) | bytes[at + 4 * i + 3];
      } else {
        const a = w[i - 15];
        const b = w[i - 2];
        w[i] = (w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)) + w[i - 7] + (rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10))) | 0;
      }
    }
    const v = h.slice();
    for (let i = 0; i < 64; i += 1) {
      const t1 = (v[7] + (rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + k[i] + w[i]) | 0;
      const t2 = ((rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
      v.pop();
      v.unshift((t1 + t2) | 0);
      v[4] = (v[4] + t1) | 0;
    }
    v.forEach((x, i) => { h[i] = (h[i] + x) | 0; });
  }
  return h.flatMap((x) => [x >>> 24, (x >>> 16) & 255, (x >>> 8) & 255, x & 255]);
}

const claims = () => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))));

async function login() {
  const popup = window.open('about:blank', '_blank', 'width=520,height=720');
  const document_ = await (await fetch('/openapi')).json();
  const flow = document_.components.securitySchemes.keycloak.flows.authorizationCode;
  const verifier = random();
  const state = random();
  const redirectUrl = window.location.origin + '/swagger-ui/oauth2-redirect.html';
  // the page that Keycloak sends back to is Swagger UI's own, which looks for this in whoever has opened it
  window.swaggerUIRedirectOauth2 = {
    state,
    redirectUrl,
    auth: { name: 'keycloak', schema: new Map([['flow', 'authorizationCode']]) },
    errCb: (failure) => { $('message').textContent = 'Not logged in: ' + failure.message; },
    callback: async ({ auth }) => {
      delete window.swaggerUIRedirectOauth2;
      const answer = await fetch(flow.tokenUrl, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'authorization_code', client_id: 'cfa-web', code: auth.code, redirect_uri: redirectUrl, code_verifier: verifier }),
      });
      if (!answer.ok) {
        $('message').textContent = 'Keycloak gave no token: ' + answer.status;
        return;
      }
      token = (await answer.json()).access_token;
      await loggedIn();
    },
  };
  popup.location = flow.authorizationUrl + '?' + new URLSearchParams({
    response_type: 'code', client_id: 'cfa-web', redirect_uri: redirectUrl, state, scope: 'openid',
    code_challenge: base64url(sha256(verifier)), code_challenge_method: 'S256',
  });
}

async function loggedIn() {
  const { preferred_username: name, realm_access: access } = claims();
  $('who').textContent = 'Logged in as ' + name + '.';
  $('login').hidden = true;
  $('logout').hidden = false;
  if (!(access && access.roles.includes('operator'))) {
    $('message').textContent = 'This page is for operators: ' + name + ' has not the role operator.';
    return;
  }
  $('refresh').hidden = false;
  await refresh();
}

function logout() {
  token = null;
  ['decisions', 'backlogs', 'proofs', 'releases'].forEach((id) => $(id).replaceChildren());
  $('main').hidden = true;
  $('refresh').hidden = true;
  $('logout').hidden = true;
  $('login').hidden = false;
  $('message').textContent = '';
  $('who').textContent = 'Nobody is logged in.';
}

const told = (step) => () => step().catch((failure) => { $('message').textContent = failure.message; });
$('login').addEventListener('click', told(login));
$('refresh').addEventListener('click', told(refresh));
$('logout').addEventListener('click', logout);
