// The one place with the engine. Content scripts and the side panel send it cards and get answers; it keeps what each tab
// showed last, and the answers given for each model.
import { init, applyFixes, checkRelease, listLaws } from "lexcard/slim";
import { counts } from "../../pkg-config/element/sort.js";
import { factsOf, filesOf } from "./pages.js";
import { say, settings } from "./settings.js";

const ready = () => init(chrome.runtime.getURL("lexcard_bg.wasm"));
const ENGINE = { applyFixes, checkRelease, listLaws };
const session = chrome.storage.session;
const keyOf = (tabId) => `tab ${tabId}`;

const HANDLERS = {
  /** A page shows a model: check it, keep it for the side panel, badge the tab, tell the page. */
  async page({ id, origin, card, about, editing }, tab) {
    await ready();
    const chosen = await settings();
    const facts = factsOf(about, chosen);
    const input = { card, files: filesOf(about), facts: { ...facts, ...(await answersFor(id)) } };
    const options = { profiles: chosen.profiles, ...(chosen.asOf ? { asOf: chosen.asOf } : {}) };
    const result = checkRelease(input, options);
    await session.set({ [keyOf(tab.id)]: { id, origin, card, files: input.files, facts, options, editing, partial: about === undefined } });
    const brief = briefly(result);
    await badge(tab.id, brief);
    return { ...brief, diagnostics: result.card?.diagnostics ?? [] };
  },
  /** The page has moved on to something that is no model. */
  async left(_, tab) {
    await session.remove(keyOf(tab.id));
    await badge(tab.id);
  },
  async shown({ tabId }) {
    return (await session.get(keyOf(tabId)))[keyOf(tabId)];
  },
  async answers({ id }) {
    return answersFor(id);
  },
  async answered({ id, answers }) {
    await chrome.storage.local.set({ [`answers ${id}`]: answers });
  },
  async engine({ method, args }) {
    if (!Object.hasOwn(ENGINE, method)) throw new Error(`no method ${method}`);
    await ready();
    return ENGINE[method](...args);
  },
  async open(_, tab) {
    if (chrome.sidePanel) await chrome.sidePanel.open({ tabId: tab.id });
    // Firefox opens its sidebar for a click on the toolbar's button alone; a page's click gets a tab.
    else await chrome.tabs.create({ url: `panel.html?tab=${tab.id}`, openerTabId: tab.id });
  },
};

async function answersFor(id) {
  return (await chrome.storage.local.get(`answers ${id}`))[`answers ${id}`] ?? {};
}

/** What badge and page say: counts, and the worst of the licence. */
function briefly(result) {
  if (result.type !== "success") return { yours: 0, open: 0, errors: 0, findings: 0, conflict: false, isCard: false };
  const { card, classification } = result;
  const { yours, perhaps, open } = counts(classification);
  const count = (severity) => card.diagnostics.filter((each) => each.severity === severity).length;
  return {
    yours: yours + perhaps,
    open,
    errors: count("error"),
    findings: count("error") + count("warning"),
    conflict: card.diagnostics.some((each) => each.rule === "contradiction/license-of-base"),
    isCard: card.isCard,
  };
}

async function badge(tabId, brief) {
  try {
    const bad = brief && (brief.errors > 0 || brief.conflict);
    await chrome.action.setBadgeText({ tabId, text: brief ? String(brief.findings) : "" });
    await chrome.action.setBadgeBackgroundColor({ tabId, color: bad ? "#a3261c" : brief?.findings ? "#8a5a00" : "#1d6b3c" });
    await chrome.action.setTitle({ tabId, title: brief ? say("badgeTitle", brief.findings, brief.yours) : say("name") });
  } catch {
    // The tab is gone.
  }
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const handler = sender.id === chrome.runtime.id && Object.hasOwn(HANDLERS, message?.kind) ? HANDLERS[message.kind] : undefined;
  if (!handler) return false;
  handler(message, sender.tab).then(
    (value) => respond({ value }),
    (error) => respond({ error: error?.message ?? String(error) }),
  );
  return true;
});

chrome.tabs?.onRemoved.addListener((tabId) => session.remove(keyOf(tabId)));
chrome.sidePanel?.setPanelBehavior({ openPanelOnActionClick: true }).catch(() => {});
// Firefox has a sidebar in its place.
globalThis.browser?.sidebarAction && chrome.action.onClicked.addListener(() => globalThis.browser.sidebarAction.toggle());
