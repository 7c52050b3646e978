// Keeps a page live. The server says over one event stream that something has changed; htmx then fetches the panels, and only
// those that differ are put in place, so that focus, selection and open details stay where they are.
'use strict';

(() => {
  const body = document.body;
  const address = body.dataset.live;
  const QUIET_MS = 25_000; // The server says something every 10 s.
  const POLL_MS = 15_000;
  const RETRY_MS = 3_000;
  const NEWS_EVERY_MS = 5_000;
  let source = null;
  let heardAt = 0;
  let toldAt = 0;
  let told = firstNews().key;

  // What the figures on the page stand on.
  const token = () => document.getElementById('as-of')?.dataset.token ?? '';
  const refresh = () => htmx.trigger(body, 'staylog:changed');

  function state(name, text) {
    const pill = document.getElementById('connection');
    if (pill && pill.dataset.state !== name) {
      pill.dataset.state = name;
      document.getElementById('connection-text').textContent = text;
      body.classList.toggle('stale', name === 'lost');
    }
  }

  function connect() {
    source?.close();
    const join = address.includes('?') ? '&' : '?';
    source = new EventSource(address + join + 'since=' + encodeURIComponent(token()));
    const on = (kind, act) => source.addEventListener(kind, event => {
      heardAt = Date.now();
      state('live', 'Live');
      act(event);
    });
    on('current', () => {});
    // The page may have got there by an earlier message, or by loading.
    on('changed', event => event.lastEventId === token() || refresh());
    on('reset', refresh);
    on('beat', event => event.lastEventId === token() || refresh());
    on('dropped', () => state('lost', 'Too slow, reconnecting'));
    on('bye', () => state('lost', 'Restarting'));
    source.onerror = () => {
      state('lost', 'Reconnecting');
      // The browser comes back by itself unless it was refused.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(connect, RETRY_MS);
      }
    };
  }

  function firstNews() {
    return document.querySelector('[data-news]')?.dataset ?? {};
  }

  // For screen readers: the newest booking, and not more often than can be listened to.
  function tell() {
    const newest = firstNews();
    if (newest.key && newest.key !== told && Date.now() - toldAt > NEWS_EVERY_MS) {
      told = newest.key;
      toldAt = Date.now();
      document.getElementById('announcer').textContent = newest.news;
    }
  }

  function age(seconds) {
    if (seconds < 60) return seconds + ' s ago';
    if (seconds < 3_600) return Math.floor(seconds / 60) + ' min ago';
    if (seconds < 172_800) return Math.floor(seconds / 3_600) + ' h ago';
    return Math.floor(seconds / 86_400) + ' days ago';
  }

  function ages() {
    for (const element of document.querySelectorAll('[data-age]')) {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.age)) / 1_000));
      const text = '(' + age(seconds) + ')';
      if (element.textContent !== text) element.textContent = text;
    }
  }

  // Before a panel is put in place: leave it if it says the same. What only the browser has changed does not count.
  const plain = element => {
    const copy = element.cloneNode(true);
    copy.removeAttribute('hx-swap-oob');
    copy.querySelectorAll('[data-age]').forEach(one => { one.textContent = ''; });
    copy.querySelectorAll('details[open]').forEach(one => one.removeAttribute('open'));
    return copy.outerHTML.replace(/ class=""/g, '');
  };
  body.addEventListener('htmx:oobBeforeSwap', event => {
    const before = event.detail.target;
    const after = event.detail.fragment.firstElementChild ?? event.detail.fragment;
    if (!before || !after.id) return;
    if (plain(before) === plain(after)) {
      event.detail.shouldSwap = false;
      return;
    }
    for (const open of before.querySelectorAll('details[open][id]')) {
      after.querySelector('#' + CSS.escape(open.id))?.setAttribute('open', '');
    }
  });
  body.addEventListener('htmx:afterRequest', () => { ages(); tell(); });

  ages();
  setInterval(ages, 1_000);
  if (!address) return;
  connect();
  setInterval(() => {
    if (Date.now() - heardAt > QUIET_MS) {
      state('lost', 'No connection');
      connect();
    }
  }, QUIET_MS);
  // While there is no stream the page asks by itself, so that it is late rather than wrong.
  setInterval(() => { if (body.classList.contains('stale')) refresh(); }, POLL_MS);
  // A page that comes back from the background asks at once.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
})();
