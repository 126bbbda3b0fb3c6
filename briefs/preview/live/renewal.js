// --- A new version of the page, put in the place of the old without a reload -------------------------------------------

// What the page was made of when it came; only what differs from it is changed, so that what the reader opened, marked
// or scrolled to, and what the theme's script added, stay.
let build = BUILD;
let source = null;
let renewing = Promise.resolve();

const fetched = async () => {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const builtAs = (tree) => tree.querySelector("script[src='/__live.js']")?.dataset.build;

// The source is asked for once the page is there, while nobody waits for it.
const remember = () =>
  fetched().then(
    (tree) => (source = builtAs(tree) === BUILD ? tree : null),
    () => {},
  );
if (document.readyState === "complete") remember();
else addEventListener("load", remember, { once: true });

function renew() {
  renewing = renewing.then(replaced).catch(reload);
}

async function replaced() {
  const fresh = await fetched();
  const event = new Event("briefs:renew");
  document.dispatchEvent(event);
  if (!source || !isSameFrame(source, fresh) || !(event.done || !scripts().length)) return reload();
  build = builtAs(fresh);
  document.title = fresh.title;
  const before = { anchors: scrollY > 0 ? anchors() : [], scroll: [scrollX, scrollY], ...states() };
  const open = [...document.querySelectorAll("[popover][id]:popover-open")];
  change(document.body, source.body, fresh.body);
  source = fresh;
  before.cards = before.cards.filter((card, at) => open[at] !== found(card) && (open[at].hidePopover(), true));
  restoreStates(before);
  if (scrollY > 0 || before.scroll[1] > 0) restoreScroll(before);
  event.done?.();
}

// Scripts, policies and languages are read when a page loads. Stylesheets are swapped by themselves.
const frame = (tree) => {
  const own = [...tree.querySelectorAll("script, meta[http-equiv], link[rel=stylesheet], base")];
  const kept = own.filter((element) => element.getAttribute("src") !== "/__live.js");
  return [tree.documentElement.cloneNode().outerHTML, ...kept.map((element) => element.outerHTML)].join("\n");
};
const isSameFrame = (one, other) => frame(one) === frame(other);

// A theme's script that can live with it says so, by the function that makes new elements ready; any other is loaded
// again, with its page.
const scripts = () => [...document.querySelectorAll("script[src]")].filter((one) => !one.src.endsWith("/__live.js"));

// Brings a node that is shown from what it was in one source to what it is in another.
function change(shown, old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (shown.nodeName !== old.nodeName || old.nodeName !== fresh.nodeName) {
    shown.replaceWith(adopted(fresh));
  } else if (old.nodeType !== Node.ELEMENT_NODE) {
    shown.nodeValue = fresh.nodeValue;
  } else {
    changeAttributes(shown, old, fresh);
    changeChildren(shown, [...old.childNodes], [...fresh.childNodes]);
  }
}

const adopted = (node) => document.importNode(node, true);

function changeAttributes(shown, old, fresh) {
  for (const { name } of old.attributes) if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}

// What says the same at both ends stays, under whatever number; between, each is changed in its place, and the rest comes
// or goes.
function changeChildren(shown, old, fresh) {
  const nodes = [...shown.childNodes];
  if (nodes.length !== old.length) return shown.replaceChildren(...fresh.map(adopted));
  const least = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < least && saysSame(old[head], fresh[head])) head++;
  let tail = 0;
  while (tail < least - head && saysSame(old.at(-1 - tail), fresh.at(-1 - tail))) tail++;
  const [ends, freshEnds] = [old.length - tail, fresh.length - tail];
  const both = Math.min(ends, freshEnds);
  for (let at = 0; at < both; at++) change(nodes[at], old[at], fresh[at]);
  for (let at = 0; at < tail; at++) change(nodes[ends + at], old[ends + at], fresh[freshEnds + at]);
  for (const node of nodes.slice(both, ends)) node.remove();
  const after = nodes[ends] ?? null;
  for (const node of fresh.slice(both, freshEnds)) shown.insertBefore(adopted(node), after);
}

const saysSame = (one, other) =>
  one.nodeName === other.nodeName && (one.isEqualNode(other) || one.textContent === other.textContent);
