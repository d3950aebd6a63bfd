// What a hub writes to use the panel: facts and files from its own fields, and what it does with the form.

const form = document.getElementById("upload");
const panel = document.getElementById("panel");

function tell() {
  const fields = new FormData(form);
  panel.files = fields.get("files").split("\n").map((line) => line.trim()).filter(Boolean);
  panel.facts = {
    artifact: fields.get("artifact"),
    release: { name: fields.get("repository"), shipsInterface: false },
    market: { places: ["worldwide"] },
    access: { gate: fields.get("gate") ? [fields.get("gate")] : [] },
  };
}

form.addEventListener("input", (event) => {
  if (event.target.id !== "card") tell();
});
form.addEventListener("reset", () => setTimeout(tell));
form.addEventListener("submit", (event) => {
  // This hub has no server. A real one would let the form go.
  event.preventDefault();
  const { lexcard, ...fields } = Object.fromEntries(new FormData(form));
  document.getElementById("sent").textContent = JSON.stringify({ ...fields, lexcard: JSON.parse(lexcard) }, null, 2);
  document.getElementById("received").hidden = false;
  document.getElementById("outcome").textContent = "Published, as far as this page can.";
});

await customElements.whenDefined("lexcard-panel");
tell();
