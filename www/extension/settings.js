// What the reader chose on the options page.

export const DEFAULTS = { places: ["worldwide"], roles: ["developer"], profiles: [], asOf: "" };

export async function settings() {
  return { ...DEFAULTS, ...(await chrome.storage.local.get(DEFAULTS)) };
}

export const say = (name, ...words) => chrome.i18n.getMessage(name, words.map(String)) || name;
