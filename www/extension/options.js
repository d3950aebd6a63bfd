import { ask } from "./ask.js";
import { say, settings } from "./settings.js";

for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
document.title = say("optionsTitle");
const field = (id) => document.getElementById(id);
const boxes = [...field("roles").querySelectorAll("input")];
const words = (id) => field(id).value.split(/[\s,]+/).filter(Boolean);
const status = field("status");

const chosen = await settings();
field("places").value = chosen.places.join(", ");
field("profiles").value = chosen.profiles.join(", ");
field("asOf").value = chosen.asOf;
for (const box of boxes) box.checked = chosen.roles.includes(box.value);

document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const next = { places: words("places"), profiles: words("profiles"), asOf: field("asOf").value, roles: boxes.filter((box) => box.checked).map((box) => box.value) };
  // The engine knows which places and profiles there are.
  const answer = await ask({ kind: "engine", method: "checkRelease", args: [{ card: "", facts: { "market.places": next.places, "you.roles": next.roles } }, { profiles: next.profiles }] });
  if (answer.type === "failure") {
    status.textContent = answer.errors.map((each) => each.message).join("; ");
    return;
  }
  await chrome.storage.local.set(next);
  status.textContent = say("saved");
});
