() => {
 // The page as it stands goes in; elements that make it scroll sideways, and texts that are cut, come out.
 const width = document.documentElement.clientWidth, wide = [], cut = [];
 const place = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : [...e.classList].map(c => '.' + c).join('')) +
  ' “' + e.textContent.trim().slice(0, 30) + '”';
 const scrolls = e => { for (let up = e.parentElement; up && up != document.body; up = up.parentElement)
  if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true };
 for (const e of document.body.querySelectorAll('*')) {
  if (!e.checkVisibility({ visibilityProperty: true })) continue;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  if (/inset\(50%\)/.test(style.clipPath) || e.closest('.vh')) continue;
  const out = box.right > width + 1 || box.left < -1;
  if (out && box.width && !e.closest('svg svg') && !scrolls(e)) wide.push([place(e), 'runs out of the window']);
  if (style.maskImage != 'none') continue; // faded on purpose, with the whole text one link away
  const hides = /hidden|clip/.test(style.overflowX) || /hidden|clip/.test(style.overflowY);
  if (hides && e.textContent.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) && e.clientWidth > 1)
   cut.push([place(e), 'its text is cut']);
 }
 if (document.documentElement.scrollWidth > width) wide.push(['the page', 'scrolls sideways: ' + document.documentElement.scrollWidth + ' px']);
 return { wide, cut };
}
