// Layers and definition cards; pages do without.
(() => {
'use strict';
var D = document;
function store(k, v) { try { return v ? localStorage.setItem(k, v) : localStorage.getItem(k) } catch (e) {} }
function each(css, f) { D.querySelectorAll(css).forEach(f) }
function on(type, f, early) { D.addEventListener(type, f, early) }

on('change', e => { var i = e.target; if (i.closest('.layers')) store(i.id, i.checked ? 'on' : 'off') });
function termAt(e) { return e.target.closest('.term[data-def]') }
// Back from another page, a reader by keyboard goes on where the last term was.
var at = D.getElementById(history.state);
on('focusin', e => { var a = termAt(e); if (a) history.replaceState(a.id, '') });
var interest = 'interestForElement' in HTMLAnchorElement.prototype;
function ready() {
 each('.layers input', i => { if (store(i.id) == 'off') i.checked = false });
 // Then the browser does mouse and keyboard itself.
 if (interest) each('.term[data-def]', a => a.setAttribute('interestfor', a.dataset.def));
}
ready();
if (at) at.focus({ preventScroll: true });
on('briefs:renew', e => { e.done = ready });

if (!('popover' in HTMLElement.prototype)) return;
var open, from, timer;
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
function beside(e) { return open && !open.contains(e.target) }
function closed() { from.removeAttribute('aria-details'); open = from = null }

on('toggle', e => { if (open == e.target && e.newState == 'closed') closed() }, true);
// The first tap opens the card, the second follows the link.
on('click', e => {
 var a = termAt(e);
 if (a && /touch|pen/.test(e.pointerType) && !(e.ctrlKey || e.metaKey || e.shiftKey)) {
  if (from != a && D.getElementById(a.dataset.def)) { e.preventDefault(); show(a) }
 } else if (beside(e)) hide();
});
if (interest) return;
on('pointerover', e => {
 if (e.pointerType != 'mouse') return;
 var a = termAt(e);
 if (a) later(() => show(a), 250);
 else if (beside(e)) later(hide, 200);
 else clearTimeout(timer);
});
on('focusin', e => {
 var a = termAt(e);
 if (a && a.matches(':focus-visible')) later(() => show(a), 250);
 else if (beside(e)) hide();
});
on('keydown', e => {
 if (e.key == 'Escape' && open) { e.preventDefault(); hide(open.contains(D.activeElement)) }
});
})();
