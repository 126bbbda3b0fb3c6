() => {
 // A page without script goes in, its notes, references and terms that are not there or lead nowhere come out.
 const found = [], seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
 for (const e of document.querySelectorAll('aside.note')) if (!seen(e)) found.push(['#' + e.id, 'the note is not shown']);
 for (const e of document.querySelectorAll('.term,.ref')) {
  if (!e.matches('a[href]')) found.push(['#' + e.id, 'is no link']);
  else if (!seen(e)) found.push(['#' + e.id, 'is not shown']);
 }
 return found;
}
