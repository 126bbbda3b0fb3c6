() => {
 // A page goes in, how many notes it has and those that meet something come out.
 const notes = [...document.querySelectorAll('aside.note')], faults = [];
 const box = e => e.getBoundingClientRect();
 const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
 const boxes = notes.map(box), name = i => '#' + notes[i].id;
 const lines = e => { const r = document.createRange(); r.selectNodeContents(e); return [...r.getClientRects()] };
 const others = [];
 for (const e of document.querySelectorAll('footer,.sec,.pn')) others.push(['the part ' + (e.id || e.className), [box(e)]]);
 for (const e of document.querySelectorAll('.article-body>:not(aside)')) others.push(['the text of ' + (e.id || e.tagName.toLowerCase()), lines(e)]);
 for (let i = 0; i < boxes.length; i++) {
  const b = boxes[i];
  if (!b.width || !b.height) { faults.push([name(i), 'is not shown']); continue }
  if (b.left < -1 || b.right > document.documentElement.clientWidth + 1) faults.push([name(i), 'runs out of the window']);
  for (let j = i + 1; j < boxes.length; j++) if (meet(b, boxes[j])) faults.push([name(i), 'meets ' + name(j)]);
  for (const [what, parts] of others) if (parts.some(p => p.width && meet(b, p))) faults.push([name(i), 'meets ' + what]);
  if (document.querySelector('footer') && b.bottom + scrollY > box(document.querySelector('footer')).top + scrollY + 1)
   faults.push([name(i), 'ends below the top of the foot']);
 }
 return { notes: notes.length, faults };
}
