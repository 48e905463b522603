'use strict';
/* The theme: the system's, until a choice is made. The page says everything else without this. */
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  const button = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const remembered = () => { try { return localStorage.getItem('dyno-theme'); } catch { return null; } };
  const dark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
  const announce = () => {
    button.textContent = dark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
    button.setAttribute('aria-pressed', String(dark()));
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

  /* A flame graph measures its width once, when it is loaded: so it is when it is first shown. One that
     grows from the bottom is shown from there. */
  for (const graph of document.querySelectorAll('details.graph')) {
    graph.addEventListener('toggle', () => {
      const frame = graph.querySelector('iframe');
      if (graph.open && !frame.srcdoc) {
        frame.addEventListener('load', () => {
          if (frame.dataset.page.includes('let inverted = false')) frame.contentWindow.scrollTo(0, 1e6);
        });
        frame.srcdoc = frame.dataset.page.replace('<html', dark() ? '<html class="dark"' : '<html');
      }
    });
  }
})();
