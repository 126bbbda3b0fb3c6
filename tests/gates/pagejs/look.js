() => {
 // The page goes in, how its terms, notes and references look comes out, in short.
 return [...document.querySelectorAll('.article-body .term,.article-body .q,.ref,aside.note')].map(e => {
  const s = getComputedStyle(e);
  return [s.display, s.textDecorationLine, s.textDecorationStyle].join();
 }).join(';');
}
