/** Asks the background worker, which may have to start first. */
export async function ask(message) {
  const answer = await chrome.runtime.sendMessage(message);
  if (answer?.error) throw new Error(answer.error);
  return answer?.value;
}
