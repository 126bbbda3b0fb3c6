// Light or dark, layers remembered, definition cards. Every page reads without it.
(function () {
'use strict';
var D = document, root = D.documentElement;
function store(k, v) { try { return v ? localStorage.setItem(k, v) : localStorage.getItem(k) } catch (e) {} }
function each(css, f) { D.querySelectorAll(css).forEach(f) }

var interest = 'popover' in HTMLElement.prototype && 'interestForElement' in HTMLAnchorElement.prototype;
function ready() {
 each('.tbtn', function (b) { b.onclick = function () {
  var dark = root.dataset.theme ? root.dataset.theme == 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  store('theme', root.dataset.theme = dark ? 'light' : 'dark');
 } });
 each('.layers input', function (i) {
  if (store(i.id) == 'off') i.checked = false;
  i.onchange = function () { store(i.id, i.checked ? 'on' : 'off') };
 });
 // Where the browser knows interest, it does mouse and keyboard itself.
 if (interest) each('.term[data-def]', function (a) { a.setAttribute('interestfor', a.dataset.def) });
}
ready();
// A preview may put new words into the page instead of loading it again.
D.addEventListener('briefs:renew', function (e) { e.preventDefault() });
D.addEventListener('briefs:renewed', ready);

if (!('popover' in HTMLElement.prototype)) return;
var open, from, timer;
function termAt(e) { return e.target.closest('.term[data-def]') }
function later(f, ms) { clearTimeout(timer); timer = setTimeout(f, ms) }
function show(a) {
 var card = D.getElementById(a.dataset.def);
 if (!card || card == open) return;
 hide();
 try { card.showPopover({ source: a }) } catch (e) { card.showPopover() }
 open = card; from = a;
 a.setAttribute('aria-details', card.id);
 if (CSS.supports('position-area:end') || innerWidth <= 640) return;
 var r = a.getClientRects()[0], h = card.offsetHeight, s = card.style, y = r.bottom + 8;
 s.inset = 'auto';
 s.left = Math.max(16, Math.min(r.left, innerWidth - card.offsetWidth - 16)) + 'px';
 s.top = (y + h > innerHeight && r.top - 8 > h ? r.top - 8 - h : y) + 'px';
}
function hide(back) {
 clearTimeout(timer);
 if (!open) return;
 var card = open, a = from;
 closed();
 if (card.matches(':popover-open')) card.hidePopover();
 if (back) a.focus();
}
function closed() { from.removeAttribute('aria-details'); open = from = null }

D.addEventListener('toggle', function (e) { if (open == e.target && e.newState == 'closed') closed() }, true);
// The first tap opens the card, the second follows the link.
D.addEventListener('click', function (e) {
 var a = termAt(e);
 if (a && /touch|pen/.test(e.pointerType) && !(e.ctrlKey || e.metaKey || e.shiftKey)) {
  if (from != a && D.getElementById(a.dataset.def)) { e.preventDefault(); show(a) }
 } else if (open && !open.contains(e.target)) hide();
});
if (interest) return;
D.addEventListener('pointerover', function (e) {
 if (e.pointerType != 'mouse') return;
 var a = termAt(e);
 if (a) later(function () { show(a) }, 250);
 else if (open && !open.contains(e.target)) later(hide, 200);
 else clearTimeout(timer);
});
D.addEventListener('focusin', function (e) {
 var a = termAt(e);
 if (a && a.matches(':focus-visible')) later(function () { show(a) }, 250);
 else if (open && !open.contains(e.target)) hide();
});
D.addEventListener('keydown', function (e) {
 if (e.key == 'Escape' && open) { e.preventDefault(); hide(open.contains(D.activeElement)) }
});
})();
