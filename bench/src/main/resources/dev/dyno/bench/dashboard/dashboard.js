'use strict';
/* Theme, the run in progress, the filter of trends, the engine's numbers. Pages say everything
   without this; here they only stay up to date. */
(() => {
  const root = document.documentElement;
  root.classList.add('js');

  /* The choice of a theme is the reports', too. */
  const remembered = () => { try { return localStorage.getItem('dyno-theme'); } catch { return null; } };
  const choice = remembered();
  if (choice === 'light' || choice === 'dark') root.dataset.theme = choice;

  const theme = () => {
    const button = document.getElementById('theme');
    const system = matchMedia('(prefers-color-scheme: dark)');
    const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
    const announce = () => {
      button.textContent = dark() ? 'Light' : 'Dark';
      button.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
      button.setAttribute('aria-pressed', String(dark()));
      document.dispatchEvent(new Event('dyno-theme'));
    };
    button.addEventListener('click', () => {
      root.dataset.theme = dark() ? 'light' : 'dark';
      try { localStorage.setItem('dyno-theme', root.dataset.theme); } catch { /* a private window */ }
      announce();
    });
    system.addEventListener('change', announce);
    announce();
  };

  /* Takes new HTML in, part by part: what did not change stays, with its focus and its place. */
  const take = (box, html) => {
    const next = document.createElement('template');
    next.innerHTML = html;
    const ids = part => [...part.querySelectorAll('[id]')].map(each => each.id).join(' ');
    if (ids(next.content) !== ids(box) || !box.querySelector('.liverun')) {
      if (box.innerHTML.trim() !== next.innerHTML.trim()) box.replaceChildren(next.content);
      return;
    }
    for (const fresh of next.content.querySelectorAll('.livehead, .frow.live')) {
      const old = document.getElementById(fresh.id);
      if (old.innerHTML === fresh.innerHTML && old.className.replace(' fresh', '') === fresh.className) continue;
      const arrived = old.querySelectorAll('.dot').length !== fresh.querySelectorAll('.dot').length;
      old.replaceWith(fresh);
      if (arrived) fresh.classList.add('fresh');
    }
  };

  const live = box => {
    const told = document.getElementById('line');
    const stream = new EventSource(box.dataset.stream);
    let wasRunning = Boolean(box.querySelector('.liverun'));
    stream.addEventListener('live', event => {
      take(box, event.data);
      told.hidden = true;
      const running = Boolean(box.querySelector('.liverun'));
      if (wasRunning && !running) { // its verdicts and its report are on the page once it is loaded again
        told.textContent = 'The run has ended. ';
        const link = document.createElement('a');
        link.href = '/';
        link.textContent = 'Show what it came to';
        told.append(link);
        told.hidden = false;
      }
      wasRunning = running;
    });
    stream.addEventListener('error', () => {
      told.textContent = 'The dashboard does not answer; what is shown may be old. Trying again.';
      told.hidden = false;
    });
    addEventListener('pagehide', () => stream.close());
  };

  /* The filter's state is the address. The newest answer wins, in whatever order they come. */
  const trends = form => {
    const list = document.getElementById('serieslist');
    let asked = 0;
    const query = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
    const show = async () => {
      const mine = ++asked;
      const now = query();
      history.replaceState(null, '', now ? '?' + now : location.pathname);
      list.classList.add('busy');
      try {
        const answer = await fetch('/trends/list?' + now);
        const html = await answer.text();
        if (mine === asked && answer.ok) list.innerHTML = html;
      } catch { /* the list stays as it was */ }
      if (mine === asked) list.classList.remove('busy');
    };
    let wait;
    form.addEventListener('input', event => {
      clearTimeout(wait);
      wait = setTimeout(show, event.target.type === 'search' ? 150 : 0);
    });
    form.addEventListener('submit', event => { event.preventDefault(); show(); });
  };

  const again = box => {
    setInterval(async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(box.dataset.again);
        const html = await answer.text();
        const scroll = box.querySelector('.scroll');
        const left = scroll ? scroll.scrollLeft : 0;
        const focused = scroll && scroll === document.activeElement;
        if (answer.ok) box.innerHTML = html;
        const now = box.querySelector('.scroll');
        if (now) { now.scrollLeft = left; if (focused) now.focus(); }
      } catch { /* it is told by the numbers that stand still */ }
    }, 2000);
  };

  addEventListener('DOMContentLoaded', () => {
    theme();
    const on = (id, what) => { const box = document.getElementById(id); if (box) what(box); };
    on('live', live);
    on('trendfilter', trends);
    on('numbers', again);
  });
})();
