// Layers and the preview of a term; pages do without.
(() => {
'use strict';
var D = document, at = D.getElementById(history.state), card = D.createElement('div'), from, timer;
function store(k, v) { try { return v ? localStorage.setItem(k, v) : localStorage.getItem(k) } catch (e) {} }
function on(type, f, early) { D.addEventListener(type, f, early) }

on('change', e => { var i = e.target; if (i.closest('.layers')) store(i.id, i.checked ? 'on' : 'off') });
function ready() {
 D.querySelectorAll('.layers input').forEach(i => { if (store(i.id) == 'off') i.checked = false });
 if (!card.isConnected) closed();
}
ready();
on('briefs:renew', e => { e.done = ready });

function termAt(e) { return e.target.closest('.term[data-def]') }
// Back from another page, a reader by keyboard goes on where the last term was.
on('focusin', e => { var a = termAt(e); if (a) history.replaceState(a.id, '') });

function closed() { from?.removeAttribute('aria-details'); from = null }

// One card for all terms: it says what the list of terms says of the one it is opened for.
if (card.showPopover) {
card.className = 'card';
card.id = 'card';
card.popover = 'hint';
card.role = 'group';
card.innerHTML = '<button class=x type=button>×</button><dl></dl>';
function later(f, ms) { clearTimeout(timer); timer = setTimeout(f, ms) }
function show(a) {
 var entry = D.getElementById(a.dataset.def), s = card.style;
 if (!entry || a == from) return;
 hide();
 card.lastChild.innerHTML = entry.innerHTML;
 card.ariaLabel = entry.querySelector('a').textContent;
 card.firstChild.ariaLabel = entry.parentNode.dataset.close;
 entry.closest('section').append(card);
 try { card.showPopover({ source: a }) } catch (e) { card.showPopover() }
 from = a;
 a.setAttribute('aria-details', 'card');
 if (CSS.supports('position-area:end') || innerWidth <= 640) return;
 var r = a.getClientRects()[0], h = card.offsetHeight, y = r.bottom + 8;
 s.inset = 'auto';
 s.left = Math.max(16, Math.min(r.left, innerWidth - card.offsetWidth - 16)) + 'px';
 s.top = (y + h > innerHeight && r.top - 8 > h ? r.top - 8 - h : y) + 'px';
}
function hide(back) {
 var a = from;
 clearTimeout(timer);
 if (!a) return;
 closed();
 if (card.matches(':popover-open')) card.hidePopover();
 if (back) a.focus();
}
function beside(e) { return !card.contains(e.target) }

on('toggle', e => { if (e.target == card && e.newState == 'closed') closed() }, true);
// The first tap opens the card, the second follows the link.
on('click', e => {
 var a = termAt(e);
 if (a && /touch|pen/.test(e.pointerType) && !(e.ctrlKey || e.metaKey || e.shiftKey)) {
  if (from != a && D.getElementById(a.dataset.def)) { e.preventDefault(); show(a) }
 } else if (beside(e) || e.target == card.firstChild) hide();
});
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
 if (e.key == 'Escape' && from) { e.preventDefault(); hide(!beside({ target: D.activeElement })) }
});
}
if (at) at.focus({ preventScroll: true });
})();
