// Once the page has answered: keeps what it was made of, so that it opens without a network next time.
const OTHERS = ["./", "index.html", "upload.html", "upload.js"];

export async function keep() {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  try {
    await navigator.serviceWorker.register("sw.js");
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(location.origin));
    const cache = await caches.open("lexcard-demo");
    await cache.addAll([...new Set([...OTHERS.map((path) => new URL(path, location.href).href), ...loaded])]);
    document.documentElement.dataset.kept = "yes";
  } catch {
    // Storage is full or forbidden: then the page needs the network again.
  }
}
