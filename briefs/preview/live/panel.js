// --- The corner of the page: whether it is a draft, its errors, and the panel for its editor ---------------------------

// The panel's content is the first section of the page's ledger, which is made when somebody asks for it.
const corner = hosted("briefs-ledger", `
  :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483646 }
  :host([beside]) { inset-inline-end: 28rem }
  @media (max-width: 40rem) { :host([beside]) { inset: auto 1rem calc(70dvh + 1rem) auto } }
  nav { display: flex; gap: .5rem; align-items: center; font: 600 .875rem/1.4 system-ui, sans-serif }
  nav > * { padding: .35rem .75rem; border: 1px solid var(--rule); border-radius: 4px; color: var(--ink);
    background: var(--paper); font: inherit; text-decoration: none; box-shadow: 0 2px 8px #0003 }
  nav > :is(a, button):hover { border-color: currentColor }
  .draft, .errors { border-color: var(--note); color: var(--note) }
  .draft { order: -1; text-transform: uppercase; letter-spacing: .06em }
`, make("nav"));
const chips = named(corner.shadowRoot.firstChild, { "aria-label": "Preview" });
let panel = null;

function chip(kind, element) {
  chips.querySelector(`.${kind}`)?.remove();
  if (element) chips.prepend(named(element, { class: kind }));
}

function count(kind, told) {
  const button = told && named(make("button", told[0]), { type: "button" });
  button?.addEventListener("click", told[1]);
  chip(kind, button);
}

async function refresh() {
  if (!ledger) return;
  const answer = await fetch("/__ledger/state.json").catch(() => null); // the server may have gone
  const { draft = 0, told = 0 } = answer?.ok ? ((await answer.json())[page] ?? {}) : {};
  chip("draft", draft ? make("span", "Draft") : null);
  chips.querySelector(".ledger").textContent = told ? `Ledger · ${told}` : "Ledger";
  if (panel) fill(panel.shadowRoot.querySelector(".body"));
}

async function fill(body) {
  const html = await fetch(ledger).then((answer) => answer.text()).catch(() => "");
  const [style = "", css = ""] = /<style>([^]*?)<\/style>/.exec(html) ?? []; // which the policy would refuse to parse
  const desk = new DOMParser().parseFromString(html.replace(style, ""), "text/html").querySelector(".desk");
  if (!desk) return body.replaceChildren(make("p", "The panel cannot be made now: the build has not got so far."));
  const { scrollTop } = body;
  const unfolded = [...body.querySelectorAll("details")].map((one) => one.open);
  body.getRootNode().adoptedStyleSheets = [sheet(TOKENS + PANEL), sheet(css)];
  body.replaceChildren(document.importNode(desk, true));
  body.querySelectorAll("details").forEach((one, at) => (one.open = unfolded[at] ?? false));
  body.scrollTop = panelPlace ?? scrollTop;
  panelPlace = null;
}

function openPanel(focus) {
  const button = named(make("button", "Close"), { type: "button" });
  button.addEventListener("click", () => closePanel());
  const whole = named(make("a", "The whole ledger"), { href: ledger });
  const body = named(make("div"), { class: "body", tabindex: "-1" });
  const aside = named(make("aside", "", make("header", "", whole, button), body), { "aria-label": "For the editor" });
  aside.addEventListener("keydown", (event) => event.key === "Escape" && closePanel());
  panel = hosted("briefs-panel", PANEL, aside);
  body.addEventListener("scroll", () => kept.set("panel", { page, top: body.scrollTop }));
  document.documentElement.append(panel);
  kept.set("panel", { page, top: panelPlace ?? 0 });
  corner.toggleAttribute("beside", true);
  chips.querySelector(".ledger").setAttribute("aria-expanded", "true");
  if (focus) button.focus();
  return fill(body);
}

function closePanel() {
  panel?.remove();
  panel = null;
  kept.set("panel", null);
  corner.toggleAttribute("beside", false);
  const link = chips.querySelector(".ledger");
  link.setAttribute("aria-expanded", "false");
  link.focus();
}

const PANEL = `
  aside { position: fixed; inset-block: 0; inset-inline-end: 0; z-index: 2147483645; display: flex; flex-direction: column;
    width: min(27rem, 100vw); border-inline-start: 1px solid var(--rule); color: var(--ink); background: var(--paper);
    box-shadow: 0 0 2rem #0003; font: 1rem/1.5 system-ui, sans-serif }
  header { display: flex; justify-content: space-between; align-items: center; padding: .75rem 1.25rem;
    border-bottom: 1px solid var(--rule); font-size: .875rem }
  .body { flex: 1; padding: .75rem 1.25rem 2rem; overflow: auto; overscroll-behavior: contain }
  @media (max-width: 40rem) { aside { inset-block: auto 0; height: 70vh; height: 70dvh; border-inline-start: 0;
    border-top: 3px solid var(--note) } }
`;

let panelPlace = null; // how far it was scrolled before a reload

if (ledger) {
  const link = named(make("a", "Ledger"), { href: ledger, "aria-expanded": "false" });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (panel) closePanel();
    else openPanel(true);
  });
  chip("ledger", link);
}

addEventListener("DOMContentLoaded", () => {
  document.documentElement.append(corner);
  const before = ledger ? kept.get("panel") : null;
  panelPlace = before?.page === page ? before.top : null;
  if (before) openPanel(false);
});

// Of the panel and of the ledger's own page: an entry to the clipboard, or at least marked to be copied.
document.addEventListener("click", async (event) => {
  const button = event.composedPath()[0]?.closest?.("[data-copy]");
  if (!button) return;
  const text = button.previousElementSibling;
  const copied = await navigator.clipboard?.writeText(button.dataset.copy).then(() => true, () => false);
  if (!copied) getSelection().selectAllChildren(text);
  button.textContent = copied ? "Copied" : "Marked";
  setTimeout(() => (button.textContent = "Copy"), 2000);
});
