// Before the first paint: the reader's choice of light or dark, and that there is script.
try { var t = localStorage.getItem('theme'); if (t) document.documentElement.dataset.theme = t } catch (e) {}
document.documentElement.classList.add('js');
