// What the other parts share: which page this is, and how they make elements that its style and its policy let be.
const { build: BUILD, ledger } = document.currentScript.dataset;
const page = decodeURIComponent(location.pathname).slice(1).replace(/(^|\/)$/, "$1index.html");

function make(name, words = "", ...children) {
  const element = document.createElement(name);
  element.append(words, ...children);
  return element;
}

function named(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// What has the focus, in a shadow root too.
function active() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

// A link to a place in a file where the author's editor is known, else its words alone.
const placed = (words, href) => (href ? named(make("a", words), { href }) : make("span", words));

// The colours of the default theme, light or dark as the page is; on a page that says nothing, as the reader's system is.
const TOKENS = `
  :host { --paper: #fcfbf7; --wash: #f4f1e9; --rule: #dcd6c8; --ink: #1d1b18; --ink-2: #4d483f; --link: #0a5560;
    --note: #8e2415; --mark: #ffe7a3; --focus: #0b57d0 }
  @supports (color: light-dark(#000, #fff)) { :host { --paper: light-dark(#fcfbf7, #14161a);
    --wash: light-dark(#f4f1e9, #1f232a); --rule: light-dark(#dcd6c8, #3a3f49); --ink: light-dark(#1d1b18, #e9e5dc);
    --ink-2: light-dark(#4d483f, #c0bbb0); --link: light-dark(#0a5560, #83d0cd); --note: light-dark(#8e2415, #ffab91);
    --mark: light-dark(#ffe7a3, #5c4a12); --focus: light-dark(#0b57d0, #a8c7fa) } }
  *, ::before { box-sizing: border-box }
  a { color: var(--link); text-underline-offset: .18em }
  button { padding: .3rem .75rem; border: 1px solid currentColor; border-radius: 4px; background: none;
    color: var(--link); font: 600 .8125rem/1.4 system-ui, sans-serif; cursor: pointer }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px }
  @media print { :host { display: none } }
`;

// In a shadow root with constructed sheets: the site's style cannot reach it, and its policy allows it.
function hosted(name, css, ...children) {
  const host = document.createElement(name);
  const root = host.attachShadow({ mode: "open" });
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  root.adoptedStyleSheets = [TOKENS + css + (scheme === "normal" ? ":host { color-scheme: light dark }" : "")].map(sheet);
  root.append(...children);
  return host;
}

function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

// What a tab remembers over a reload; a browser that refuses to is one that forgets.
const kept = {
  get(name) {
    try {
      return JSON.parse(sessionStorage.getItem(`briefs ${name}`));
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(`briefs ${name}`);
      else sessionStorage.setItem(`briefs ${name}`, JSON.stringify(value));
    } catch {} // full, or forbidden
  },
};
