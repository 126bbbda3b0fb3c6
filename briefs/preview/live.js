// Keeps an open page in step with the last build. The preview serves it; it is never written into a site.
"use strict";
(() => {
  const page = decodeURIComponent(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");
  let build = document.currentScript.dataset.build;
  const { ledger } = document.currentScript.dataset;

  // --- What this tab does with the news -------------------------------------------------------------------------

  function act(news) {
    if (news.type === "reload" && concerns(news.paths)) location.reload(); // browsers keep the scroll position
    else if (news.type === "css") swapping = swapping.then(swapStyles);
    else if (news.type === "errors") show(news.errors);
    else if (news.type === "ok") show([]);
    build = news.build;
  }

  // A page is concerned by its own bytes and by the scripts and images it loads.
  function concerns(paths) {
    if (paths === null) return true;
    const changed = new Set(paths);
    const loaded = [...document.querySelectorAll("[src]")].map((element) => new URL(element.src, location.href));
    const ours = loaded.filter((url) => url.origin === location.origin);
    return changed.has(page) || ours.some((url) => changed.has(decodeURIComponent(url.pathname).slice(1)));
  }

  // One swap after another: the old sheet goes when the new one stands, so the page is never without style.
  let swapping = Promise.resolve();
  const sheets = "link[rel=stylesheet]:not([disabled])";
  const swapStyles = () => Promise.all([...document.querySelectorAll(sheets)].map(swap));

  function swap(old) {
    const url = new URL(old.href);
    if (url.origin !== location.origin) return undefined;
    url.searchParams.set("build", build);
    const fresh = old.cloneNode();
    fresh.href = url.href;
    old.after(fresh);
    return new Promise((done) => {
      fresh.onload = fresh.onerror = () => done(old.remove());
    });
  }

  // --- The errors of the last build, above the last good page ---------------------------------------------------

  const MOST = 20;
  let shown = "[]";
  let host = null;
  let focused = null;

  function show(errors) {
    if (JSON.stringify(errors) === shown) return; // what was hidden with Escape stays hidden until it changes
    shown = JSON.stringify(errors);
    hide();
    if (errors.length) open(errors);
  }

  // In a shadow root with a constructed sheet: the site's style cannot reach it, and its CSP allows it.
  function open(errors) {
    host = document.createElement("briefs-errors");
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    const panel = make("section", "", make("h2", count(errors)), ...errors.slice(0, MOST).map(describe));
    if (errors.length > MOST) panel.append(make("p", `and ${errors.length - MOST} more in the terminal`));
    panel.append(make("p", "The page below is from the last good build. Escape hides this."));
    const labels = { role: "alertdialog", "aria-label": count(errors), tabindex: "-1", popover: "manual" };
    for (const [name, value] of Object.entries(labels)) panel.setAttribute(name, value);
    root.append(panel);
    document.documentElement.append(host);
    focused = document.activeElement;
    panel.showPopover?.();
    panel.focus();
  }

  function hide() {
    host?.remove();
    host = null;
    focused?.focus();
    focused = null;
  }

  const count = ({ length }) => (length === 1 ? "The build found an error" : `The build found ${length} errors`);

  function describe({ path, line, column, severity, code, message, excerpt, hint }) {
    const place = [path, line, column].filter(Boolean).join(":");
    const item = make("article", "", make("h3", `${place && `${place}: `}${severity}[${code}]`), make("p", message));
    if (excerpt) item.append(make("pre", excerpt));
    if (hint) item.append(make("p", `hint: ${hint}`));
    return item;
  }

  function make(name, text, ...children) {
    const element = document.createElement(name);
    element.append(text, ...children);
    return element;
  }

  function sheet() {
    const made = new CSSStyleSheet();
    made.replaceSync(`
      section { position: fixed; inset: 0 0 auto; box-sizing: border-box; width: 100%; max-height: 70vh; margin: 0;
        padding: 1rem 1.5rem; overflow: auto; border: 0; border-bottom: 4px solid #d33; color: #eee;
        background: #1b1b1f; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
      h2, h3, p { margin: 0 0 .5rem; font-size: 1rem }
      h3 { color: #ff9a8f; font-family: ui-monospace, monospace }
      article { padding-top: .75rem; border-top: 1px solid #555 }
      pre { margin: 0 0 .5rem; padding: .5rem; overflow-x: auto; background: #000;
        font: .875rem/1.4 ui-monospace, monospace }
    `);
    return made;
  }

  addEventListener("keydown", (event) => event.key === "Escape" && hide());

  // --- The way to the page's ledger: what was linked, what was not, and why --------------------------------------

  if (ledger) {
    const corner = document.createElement("briefs-ledger");
    const root = corner.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(`
      a { position: fixed; inset: auto 1rem 1rem auto; padding: .4rem .8rem; border-radius: 4px; color: #eee;
        background: #1b1b1f; font: .875rem/1.4 system-ui, sans-serif; text-decoration: none; opacity: .85 }
      a:is(:hover, :focus-visible) { opacity: 1; outline: 2px solid #ff9a8f }
      @media print { a { display: none } }
    `);
    root.adoptedStyleSheets = [style];
    const link = make("a", "Ledger");
    link.href = ledger;
    root.append(link);
    addEventListener("DOMContentLoaded", () => document.documentElement.append(corner));
  }

  // --- Where the news come from ---------------------------------------------------------------------------------

  // A browser opens six connections to a host and no more, so one tab, the holder of the lock, keeps one and tells the
  // others. Each tab asks once for itself as it starts: it may be older than the last build, or the build be broken.
  const channel = navigator.locks ? new BroadcastChannel("briefs-live") : null;

  function listen(lasting) {
    const source = new EventSource(`/__live?build=${build}`);
    for (const type of ["css", "reload", "errors", "ok"]) {
      source.addEventListener(type, (event) => {
        const news = { type, ...JSON.parse(event.data) };
        if (lasting) channel?.postMessage(news);
        else if (type === "errors" || type === "ok") source.close();
        act(news);
      });
    }
    source.onerror = () => source.readyState === EventSource.CLOSED && setTimeout(listen, 1000, lasting);
  }

  if (channel) {
    channel.onmessage = (event) => act(event.data);
    listen(false);
    navigator.locks.request("briefs-live", () => new Promise(() => listen(true))); // held until the tab goes
    addEventListener("pageshow", (event) => event.persisted && listen(false)); // back from the history's cache
  } else {
    listen(true); // no locks outside https and localhost
  }
})();
