css => {
 // What is no part of the text, as a selector, goes in; the pieces of text that are read on the screen come out.
 const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT), found = [];
 for (let node; (node = walk.nextNode());) {
  const up = node.parentElement;
  if (up.checkVisibility({ visibilityProperty: true }) && !up.closest('.vh,' + css)) found.push(node.data);
 }
 return found;
}
