'use strict';
/* Theme, filter, copying. The page says everything without this; here it only gets handier. */
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Theme: the system's, until a choice is made; the choice is remembered where that is allowed. */
  const button = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const remembered = () => { try { return localStorage.getItem('dyno-theme'); } catch { return null; } };
  const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
  const announce = () => {
    button.textContent = dark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
    button.setAttribute('aria-pressed', String(dark()));
    document.dispatchEvent(new Event('dyno-theme'));
  };
  const choice = remembered();
  if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem('dyno-theme', root.dataset.theme); } catch { /* a private window */ }
    announce();
  });
  system.addEventListener('change', announce);
  announce();

  /* Filter: its state is the query of the address, so that a link shows what the sender saw. Where a
     browser forbids that for files, it is the fragment. */
  const form = document.getElementById('filter');
  const names = ['toggle', 'verdict', 'metric', 'text'];
  const state = () => Object.fromEntries(names.map(name => [name, form.elements[name].value.trim()]));
  const shown = (article, { toggle, verdict, metric, text }) => {
    const rows = all('.metrics tbody tr', article).filter(row => row.dataset.metric === metric);
    const words = metric ? rows.map(row => row.dataset.verdict) : [article.dataset.outcome];
    return (!toggle || article.dataset.toggle === toggle)
      && (!metric || rows.length > 0)
      && (!verdict || words.includes(verdict))
      && text.toLowerCase().split(/\s+/).every(word => article.dataset.search.toLowerCase().includes(word));
  };
  const apply = () => {
    const wanted = state();
    const articles = all('article.comparison');
    let count = 0;
    for (const article of articles) {
      const visible = shown(article, wanted);
      article.hidden = !visible;
      count += visible ? 1 : 0;
      for (const row of all(`[data-of="${article.id}"]`)) row.hidden = !visible;
      for (const row of all('.metrics tbody tr', article)) {
        row.hidden = Boolean(wanted.metric) && row.dataset.metric !== wanted.metric;
      }
    }
    document.querySelector('.none-left').hidden = count > 0 || articles.length === 0;
    form.querySelector('output').textContent = count === articles.length ? '' : `${count} of ${articles.length} shown`;
  };
  const remember = () => {
    const query = new URLSearchParams(Object.entries(state()).filter(([, value]) => value)).toString();
    try {
      history.replaceState(null, '', (query ? '?' + query : location.pathname) + location.hash);
    } catch {
      location.replace('#?' + query);
    }
  };
  const restore = () => {
    const query = new URLSearchParams(location.hash.startsWith('#?') ? location.hash.slice(2) : location.search);
    for (const name of names) form.elements[name].value = query.get(name) || '';
    for (const name of ['toggle', 'verdict', 'metric']) {
      if (form.elements[name].selectedIndex < 0) form.elements[name].value = '';
    }
    apply();
  };
  if (form) { // a page of a toggle matrix has no comparisons to filter
    form.addEventListener('submit', event => event.preventDefault());
    for (const event of ['input', 'change']) form.addEventListener(event, () => { apply(); remember(); });
    form.addEventListener('reset', () => setTimeout(() => { apply(); remember(); }));
    addEventListener('popstate', restore);
    restore();
  }

  /* Copying, with a selection where the clipboard is closed to files. */
  for (const copy of all('.copy')) {
    copy.addEventListener('click', async () => {
      const command = copy.parentElement.querySelector('.command');
      try {
        await navigator.clipboard.writeText(command.textContent);
        copy.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(command);
        copy.textContent = 'Selected';
      }
      setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
    });
  }
})();
