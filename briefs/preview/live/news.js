// --- What this tab does with the news ----------------------------------------------------------------------------------


function act(news) {
  build = news.build;
  if (news.type === "moved") return follow(news);
  if (news.type === "reload" && concerns(news.paths)) {
    if (news.paths?.includes(page)) renew();
    else reload();
  }
  else if (news.type === "css") swapping = swapping.then(swapStyles);
  else if (news.type === "errors" || news.type === "ok") {
    show(news.errors ?? []);
    refresh();
  }
}

// The page's file was renamed: the same words stand at another address now.
function follow({ pages }) {
  if (pages[page]) location.replace(`/${pages[page].split("/").map(encodeURIComponent).join("/")}${location.hash}`);
}

// A page is concerned by its own bytes and by the scripts and images it loads.
function concerns(paths) {
  if (paths === null) return true;
  const changed = new Set(paths);
  const loaded = [...document.querySelectorAll("[src]")].map((element) => new URL(element.src, location.href));
  const ours = loaded.filter((url) => url.origin === location.origin);
  return changed.has(page) || ours.some((url) => changed.has(decodeURIComponent(url.pathname).slice(1)));
}

// One swap after another: the old sheet goes when the new one stands, so the page is never without style.
let swapping = Promise.resolve();
const sheets = "link[rel=stylesheet]:not([disabled])";
const swapStyles = () => Promise.all([...document.querySelectorAll(sheets)].map(swap));

function swap(old) {
  const url = new URL(old.href);
  if (url.origin !== location.origin) return undefined;
  url.searchParams.set("build", build);
  const fresh = old.cloneNode();
  fresh.href = url.href;
  old.after(fresh);
  return new Promise((done) => {
    fresh.onload = fresh.onerror = () => done(old.remove());
  });
}

// --- Where the news come from ------------------------------------------------------------------------------------------

// A browser opens six connections to a host and no more, so one tab, the holder of the lock, keeps one and tells the
// others. Each tab asks once for itself as it starts: it may be older than the last build, or the build be broken.
const channel = navigator.locks ? new BroadcastChannel("briefs-live") : null;

let line = null; // the lasting one, in the tab that holds it

function listen(lasting) {
  const source = new EventSource(`/__live?build=${build}`);
  if (lasting) {
    line?.close();
    line = source;
  }
  for (const type of ["moved", "css", "reload", "errors", "ok"]) {
    source.addEventListener(type, (event) => {
      const news = { type, ...JSON.parse(event.data) };
      if (lasting) channel?.postMessage(news);
      else if (type === "errors" || type === "ok") source.close();
      act(news);
    });
  }
  source.onerror = () => source.readyState === EventSource.CLOSED && setTimeout(listen, 1000, lasting);
}

if (channel) {
  channel.onmessage = (event) => act(event.data);
  listen(false);
  navigator.locks.request("briefs-live", () => new Promise(() => listen(true))); // held until the tab goes
  addEventListener("pageshow", (event) => event.persisted && listen(false)); // back from the history's cache
} else {
  listen(true); // no locks outside https and localhost
}

// A tab that slept, its machine perhaps with it, may hold a line that is dead and does not know: its timers stood still.
const BEAT = 5000;
let beaten = Date.now();

setInterval(() => {
  if (Date.now() - beaten > 20 * BEAT) wake(); // hidden tabs are given a beat a minute
  beaten = Date.now();
}, BEAT);
document.addEventListener("resume", () => wake());

function wake() {
  if (line) listen(true);
  if (channel) listen(false);
}
