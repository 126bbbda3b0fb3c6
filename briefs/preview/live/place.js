// --- Where the reader is, over a reload: by elements, so that text which is added above moves nothing ------------------

const NEAR = 12; // elements that are remembered: those the edit changes are not found again
const WORDS = 80;

// Numbers in ids move when a paragraph is added above: an element is known by its words first.
const known = (element) => ({ id: element.id, tag: element.localName, words: words(element) });
const words = (element) => element.textContent.trim().slice(0, WORDS);

function again({ id, tag, words: said }) {
  const same = document.getElementById(id);
  if (same?.localName === tag && words(same) === said) return same;
  return said ? [...document.querySelectorAll(`${tag}[id]`)].find((element) => words(element) === said) : undefined;
}

const found = (one) => again(one) ?? document.getElementById(one.id);

let left = null; // for which build: two lines may bring the same news, and a second reload breaks the first off

function reload() {
  if (left === build) return;
  left = build;
  kept.set("place", { page, anchors: scrollY > 0 ? anchors() : [], scroll: [scrollX, scrollY], ...states() });
  history.scrollRestoration = "manual";
  location.reload();
}

function anchors() {
  const near = [...document.querySelectorAll("body [id]")].map((element) => [element, element.getBoundingClientRect()]);
  const flowing = near.filter(([element, box]) => box.height && !isLoose(element));
  flowing.sort(([, one], [, other]) => Math.abs(one.top) - Math.abs(other.top));
  return flowing.slice(0, NEAR).map(([element, { top }]) => ({ ...known(element), top }));
}

// What stays where it is on the screen says nothing of the text.
function isLoose(element) {
  for (let one = element; one && one !== document.body; one = one.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return true;
  }
  return false;
}

function states() {
  const all = (css) => [...document.querySelectorAll(css)];
  const cards = all("[popover][id]").filter((element) => element.matches(":popover-open"));
  const focus = focused ?? document.activeElement; // what the errors took it from, where they stand above the page
  return {
    cards: cards.map((card) => ({ ...known(card), opener: opener(card) })),
    folds: all("details[id]").map(({ id, open }) => ({ id, on: open })),
    boxes: all("input[type=checkbox][id], input[type=radio][id]").map(({ id, checked }) => ({ id, on: checked })),
    focus: focus?.id ? known(focus) : null,
  };
}

// A card stands beside what opened it.
function opener({ id }) {
  const one = document.querySelector(`[aria-details="${CSS.escape(id)}"][id]`);
  return one && known(one);
}

// Only what this script itself remembered, and once: a first visit, with its #fragment or without, is left alone.
const place = kept.get("place");
kept.set("place", null);

function restoreStates({ cards, folds, boxes, focus }) {
  const set = (id, name, value) => Object.assign(document.getElementById(id) ?? {}, { [name]: value });
  for (const { id, on } of folds) set(id, "open", on);
  for (const { id, on } of boxes) set(id, "checked", on);
  if (focus) found(focus)?.focus({ preventScroll: true });
  for (const card of cards) reopen(card);
}

// A card that the theme's script makes is made again when the pointer comes to what opened it.
function reopen(card) {
  const element = found(card);
  const source = card.opener ? found(card.opener) : undefined;
  if (!element) return source?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  try {
    element.showPopover(source ? { source } : {});
  } catch {} // open already, or no longer a card
}

function restoreScroll({ anchors, scroll }) {
  const one = anchors.find(again) ?? anchors.find(found);
  const top = one ? scrollY + found(one).getBoundingClientRect().top - one.top : scroll[1];
  scrollTo({ left: scroll[0], top, behavior: "instant" });
}

function restore() {
  restoreScroll(place);
  restoreStates(place);
  // Images and fonts may still move the text; but once the reader scrolls, the place is theirs.
  let moved = false;
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(type, () => (moved = true), { once: true });
  }
  const settle = () => {
    if (!moved) restoreScroll(place);
    history.scrollRestoration = "auto";
  };
  if (document.readyState === "complete") settle();
  else addEventListener("load", () => requestAnimationFrame(settle), { once: true });
}

if (place?.page === page) addEventListener("DOMContentLoaded", restore);
