// First the page, then the program: what is written is painted before editor and engine are fetched and run. In a tab that
// nobody sees there is no painting to wait for.
const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const late = new Promise((resolve) => setTimeout(resolve, 300));
Promise.race([painted, late]).then(() => {
  const early = Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", href: "lexcard/dist/lexcard_bg.wasm", crossOrigin: "" });
  document.head.append(early);
  import("./demo.js");
});
