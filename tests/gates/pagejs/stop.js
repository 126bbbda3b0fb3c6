(() => {
 // What has the focus goes in, what is wrong with it as a stop comes out.
 const USABLE = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex]:not([tabindex^="-"])';
 const seen = new Set();
 let first = null;
 const place = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : e.className ? '.' + String(e.className).split(' ')[0] : '') +
  ' “' + name(e).slice(0, 40) + '”';
 const words = e => e ? e.textContent.trim() : '';
 function name(e) {
  const by = (e.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean).map(i => words(document.getElementById(i))).join(' ');
  return by || e.getAttribute('aria-label') || (e.labels && e.labels.length ? words(e.labels[0]) : '') || words(e) ||
   [...e.querySelectorAll('img[alt]')].map(i => i.alt).join(' ') || e.title || '';
 }
 function shown(e) {
  return e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0;
 }
 function usable() {
  const open = e => !e.closest('[popover]') || e.closest(':popover-open');
  return [...document.querySelectorAll(USABLE)].filter(e => !e.disabled && shown(e) && open(e) && !e.closest('[inert]'))
   // Of radio buttons of one name, Tab comes to one.
   .filter((e, i, all) => e.type != 'radio' || all.findIndex(o => o.type == 'radio' && o.name == e.name) == i);
 }
 function clipped(box, e) {
  for (let up = e; up; up = up.parentElement) if (/inset\(50%\)/.test(getComputedStyle(up).clipPath)) return true;
  return box.width < 2 || box.height < 2;
 }
 function uncovered(box, e) {
  const xs = [.5, .1, .9], ys = [.5, .2, .8];
  return xs.some(x => ys.some(y => {
   const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
   return top && (top == e || e.contains(top) || top.closest('label')?.contains(e));
  }));
 }
 function faults(e) {
  const found = [], style = getComputedStyle(e), boxes = [...e.getClientRects()].filter(b => b.width && b.height);
  const inside = boxes.filter(b => b.right > 0 && b.left < innerWidth && b.bottom > 0 && b.top < innerHeight);
  if (!inside.length || clipped(inside[0], e)) found.push('cannot be seen when it has the focus');
  else if (!inside.some(b => uncovered(b, e))) found.push('is covered when it has the focus');
  if (!name(e).trim()) found.push('has no name');
  const outlined = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2 && !/, 0\)$/.test(style.outlineColor);
  if (!outlined) found.push('shows no outline when it has the focus');
  return found;
 }
 window.stops = {
  here() {
   const e = document.activeElement;
   if (!e || e == document.body || e == document.documentElement) return { left: true };
   if (seen.has(e)) return { again: true, left: e == first && seen.size > 1 && usable().every(u => seen.has(u)), place: place(e) };
   first = first || e;
   seen.add(e);
   return { left: false, again: false, place: place(e), faults: faults(e) };
  },
  missed: () => usable().filter(e => !seen.has(e)).map(place),
 };
 // From the top, also where a page gives the focus to something as it opens.
 function begin() {
  const top = document.createElement('a');
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  top.remove();
  return usable().length;
 }
 return { begin };
})()
