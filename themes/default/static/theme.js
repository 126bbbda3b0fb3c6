// Before the first paint: the reader's choice of light or dark, that there is script, and the button for the choice.
(() => {
var D = document, root = D.documentElement, chosen;
try { chosen = localStorage.getItem('theme') } catch (e) {}
if (chosen) root.dataset.theme = chosen;
root.classList.add('js');
D.addEventListener('click', e => {
 if (!e.target.closest('.tbtn')) return;
 var t = root.dataset, dark = t.theme ? t.theme == 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
 t.theme = dark ? 'light' : 'dark';
 try { localStorage.setItem('theme', t.theme) } catch (e) {}
});
// In a preview: what is new on the page needs nothing done to it.
D.addEventListener('briefs:renew', e => { e.done = () => {} });
})();
