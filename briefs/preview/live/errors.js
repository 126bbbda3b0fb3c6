// --- The errors of the last build, above the last good page -----------------------------------------------------------

const MOST = 100;
let shown = null;
let overlay = null;
let focused = null;

function show(views) {
  const told = JSON.stringify(views);
  if (told === shown) return;
  shown = told;
  const errors = views.filter(({ severity = "error" }) => severity === "error");
  if (!views.length) {
    kept.set("hidden", null);
    close();
  } else if (kept.get("hidden") !== told) open(views, errors); // what was hidden stays hidden until it changes
  else close();
  count("errors", errors.length ? [plural(errors.length, "error"), () => open(views, errors)] : null);
}

const plural = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
const heading = ({ length }) => (length === 1 ? "The build found an error" : `The build found ${length} errors`);

function open(views, errors) {
  const dialog = make("section", "", make("header", "", make("h2", heading(errors)), closer()));
  const labels = { role: "alertdialog", "aria-modal": "true", "aria-label": heading(errors), tabindex: "-1", popover: "manual" };
  named(dialog, labels).append(...errors.slice(0, MOST).map(described), footer(views, errors));
  dialog.addEventListener("keydown", inside);
  focused ??= active();
  overlay?.remove();
  overlay = hosted("briefs-errors", OVERLAY, dialog);
  document.documentElement.append(overlay);
  dialog.showPopover?.();
  dialog.focus();
  dialog.querySelectorAll("pre").forEach(toCaret);
}

function close() {
  overlay?.remove();
  overlay = null;
  focused?.focus({ preventScroll: true });
  focused = null;
}

function hide() {
  kept.set("hidden", shown);
  close();
}

function closer() {
  const button = named(make("button", "Hide"), { type: "button" });
  button.addEventListener("click", hide);
  return button;
}

// Tab goes round among the parts of the dialog.
function inside(event) {
  if (event.key !== "Tab") return;
  const dialog = event.currentTarget;
  const stops = [...dialog.querySelectorAll("a[href], button, pre[tabindex]")];
  const now = dialog.getRootNode().activeElement;
  const at = stops.indexOf(now);
  const leaves = event.shiftKey ? at <= 0 : at === stops.length - 1;
  if (!leaves) return;
  event.preventDefault();
  stops.at(event.shiftKey ? -1 : 0).focus();
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !overlay) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  hide();
}, true);

function described({ path, line, column, severity = "error", code, message, excerpt, hint, href, related = [] }) {
  const where = [path, line, column].filter(Boolean).join(":");
  const head = make("h3", "", ...(where ? [placed(where, href), " "] : []), make("code", `${severity}[${code}]`));
  const item = make("article", "", head, named(make("p", message), { class: "message" }));
  if (excerpt) item.append(caretted(excerpt));
  if (hint) item.append(named(make("p", "", make("b", "Hint"), ` ${hint}`), { class: "hint" }));
  item.append(...related.map(beside));
  return item;
}

// The caret's line has an element of its own, to be scrolled to.
function caretted(excerpt) {
  const [all, head, carets] = /^([^]*?)(\^*)$/.exec(excerpt);
  return named(make("pre", carets ? head : all, ...(carets ? [make("b", carets)] : [])), { tabindex: "0" });
}

function toCaret(pre) {
  const caret = pre.querySelector("b");
  if (!caret) return;
  const edge = caret.offsetLeft + Math.min(caret.offsetWidth, pre.clientWidth / 2) - pre.offsetLeft;
  if (edge > pre.clientWidth) pre.scrollLeft = caret.offsetLeft - pre.offsetLeft - pre.clientWidth / 4;
}

function beside({ message, path, line, column, href, before = "", words: meant = "", after = "" }) {
  const where = [path, line, column].filter(Boolean).join(":");
  const figure = make("figure", "", make("figcaption", "", make("b", message), " ", placed(where, href)));
  if (meant) figure.append(make("blockquote", before, make("mark", meant), after));
  return figure;
}

function footer(views, errors) {
  const more = errors.length > MOST ? [make("p", `and ${errors.length - MOST} more in the terminal`)] : [];
  const counted = views.filter(({ severity }) => severity && severity !== "error");
  const lines = counted.map(({ message }) => make("p", `Beside them ${message}; each text’s stand in its panel.`));
  return make("footer", "", ...more, ...lines, make("p", "The page below is from the last good build. Escape hides this."));
}

const OVERLAY = `
  section { position: fixed; inset: 0 0 auto; width: 100%; max-width: none; max-height: 85vh; max-height: 85dvh; margin: 0;
    padding: 0 max(1.25rem, 50% - 32rem) 1rem; overflow: auto; overscroll-behavior: contain; border: 0;
    border-bottom: 4px solid var(--note); color: var(--ink); background: var(--paper);
    box-shadow: 0 .75rem 2.5rem #0006; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
  section:focus { outline: none } /* its own edge says so */
  header { position: sticky; top: 0; display: flex; gap: 1rem; justify-content: space-between; align-items: center;
    padding: .9rem 0 .7rem; background: var(--paper); z-index: 1 }
  h2, h3, p, pre, figure, blockquote { margin: 0; font-weight: 400; font-size: 1rem }
  h2 { color: var(--note); font-weight: 700; font-size: 1.125rem }
  article { padding: 1rem 0; border-top: 1px solid var(--rule) }
  article > * + * { margin-top: .5rem }
  h3, code, pre { font: .875rem/1.45 ui-monospace, Consolas, monospace }
  h3 code { color: var(--note); white-space: nowrap }
  .message { font-weight: 600 }
  pre { padding: .6rem .8rem; overflow-x: auto; border-radius: 4px; background: var(--wash); overflow-wrap: normal }
  pre b { color: var(--note) }
  .hint { white-space: pre-line; color: var(--ink-2) }
  .hint b, figcaption b { color: var(--ink); font-weight: 600 }
  figcaption { font-size: .875rem }
  blockquote { margin-top: .25rem; padding-inline-start: .8rem; border-inline-start: 2px solid var(--rule);
    font-family: Georgia, serif }
  mark { padding: .05em .15em; border-radius: 2px; color: inherit; background: var(--mark) }
  footer { padding-top: .75rem; border-top: 1px solid var(--rule); color: var(--ink-2); font-size: .875rem }
`;
