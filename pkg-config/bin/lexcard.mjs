#!/usr/bin/env node
// The command line of the npm package: `npx lexcard check README.md`. Files, folders, configuration and exit status are as
// docs/config.md says; everything else is asked of the engine. The native program has more commands.
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import * as lexcard from "lexcard";

const HELP = `lexcard — which AI-law duties a model release triggers, and what its model card misses

  lexcard check CARD.md|FOLDER… [--release RELEASE.json]   findings of cards; with a release also duties
  lexcard classify RELEASE.json                            duties by actor and date
  lexcard block RELEASE.json                               the release as a metadata block for its card
  lexcard version

  --format text|json|markdown|sarif|github|hub|cyclonedx   (text)
  --as-of DATE   --profile ID   --ignore CODE   --jurisdiction ID   --duties
  --fail-on error|warning|info|never             (warning)
  --fix   --unsafe-fixes
  --config FILE   --no-config                    .lexcard.json in the current folder
  - reads standard input. Exit status: 0 nothing found, 1 findings, 2 wrong use or input. Not legal advice.`;

class Misuse extends Error {}

const SEVERITIES = ["error", "warning", "info", "hint"];
const CONFIG_KEYS = ["$schema", "profiles", "ignore", "jurisdictions", "failOn", "facts"];

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  const ours = error instanceof Misuse || error.code?.startsWith?.("ERR_PARSE_ARGS") || error.syscall;
  console.error(`lexcard: ${ours ? error.message : error.stack}`);
}

function run(words) {
  const list = { type: "string", multiple: true, default: [] };
  const [text, flag] = [{ type: "string" }, { type: "boolean" }];
  const { values: options, positionals: [command, ...rest] } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" }, profile: list, ignore: list, jurisdiction: list,
      "as-of": text, "fail-on": text, release: text, config: text, fix: flag, "unsafe-fixes": flag,
      "no-config": flag, duties: flag, help: { ...flag, short: "h" }, version: { ...flag, short: "V" },
    },
  });
  if (options.help) return print(HELP);
  if (options.version || command === "version") {
    const { engine, lawPack } = lexcard.version();
    return print(`lexcard ${engine}\nlaws ${lawPack.version} through ${lawPack.coversThrough} (${lawPack.sha256})`);
  }
  if (command === "check" && rest.length > 0) return check(rest, options, wanted(options));
  if (command === "classify" && rest.length === 1) return classify(rest[0], options, wanted(options));
  if (command === "block" && rest.length === 1) {
    const answer = lexcard.releaseBlock(json(rest[0]));
    if (answer.type === "failure") throw new Misuse(said(rest[0], answer.errors));
    return print(answer.block);
  }
  throw new Misuse(command ? `\`${words.join(" ")}\` is no command; see \`lexcard --help\`` : "no command given; see `lexcard --help`");
}

/** What the command line and the configuration file ask for together. */
function wanted(options) {
  const config = options["no-config"] ? {} : configuration(options.config);
  const facts = options.release ? json(options.release) : config.facts ?? (options.duties ? {} : undefined);
  return {
    facts,
    failOn: options["fail-on"] ?? config.failOn ?? "warning",
    engine: {
      asOf: options["as-of"],
      profiles: [...(config.profiles ?? []), ...options.profile],
      ignore: [...(config.ignore ?? []), ...options.ignore],
      jurisdictions: options.jurisdiction.length > 0 ? options.jurisdiction : config.jurisdictions ?? [],
    },
  };
}

function configuration(named) {
  const found = named ? [named] : [".lexcard.json", "lexcard.json"].filter((name) => statSync(name, { throwIfNoEntry: false })?.isFile());
  if (found.length > 1) throw new Misuse(`${found.join(" and ")} are both here; keep one`);
  if (found.length === 0) return {};
  const text = read(found[0]);
  const config = json(found[0], text);
  for (const key of Object.keys(config)) {
    if (CONFIG_KEYS.includes(key)) continue;
    const before = text.slice(0, text.indexOf(JSON.stringify(key))).split("\n");
    throw new Misuse(`${found[0]}:${before.length}:${before.at(-1).length + 1}: unknown field \`${key}\`, expected one of ${CONFIG_KEYS.join(", ")}`);
  }
  return config;
}

function check(paths, options, { facts, failOn, engine }) {
  if (![...SEVERITIES.slice(0, 3), "never"].includes(failOn)) throw new Misuse(`--fail-on: \`${failOn}\` is none of error, warning, info, never`);
  const cards = paths.flatMap(found);
  const one = cards.length === 1 && cards[0].path === paths[0];
  const outputs = [];
  let status = 0;
  for (const { path, files } of cards) {
    const card = read(path);
    const input = facts && { card, files, facts };
    const { asOf, profiles, ignore } = engine;
    const answer = input ? lexcard.checkRelease(input, engine) : lexcard.validateCard(card, { asOf, profiles, ignore });
    if (answer.type === "failure") throw new Misuse(said(path, answer.errors));
    const diagnostics = (answer.card ?? answer).diagnostics;
    const settings = { ...engine, format: options.format, file: path };
    outputs.push(input ? render("renderCheck", input, settings) : render("renderCard", card, settings));
    if (options.fix || options["unsafe-fixes"]) {
      const fixed = lexcard.applyFixes(card, diagnostics.flatMap(({ fixes = [] }) => fixes), { unsafe: options["unsafe-fixes"] ?? false });
      if (path === "-") outputs.push(fixed);
      else if (fixed !== card) writeFileSync(path, fixed);
    }
    const from = SEVERITIES.indexOf(failOn);
    if (diagnostics.some(({ severity }) => SEVERITIES.indexOf(severity) <= from)) status = 1;
  }
  print(joined(outputs, options.format, one ? undefined : cards.map(({ path }) => path)));
  return status;
}

function classify(path, options, { failOn, engine }) {
  if (!["text", "json", "markdown"].includes(options.format)) throw new Misuse("a classification has no places in a file; its formats are text, json, markdown");
  const release = json(path);
  const { asOf, jurisdictions } = engine;
  const answer = lexcard.classifyRelease(release, { asOf, jurisdictions });
  if (answer.type === "failure") throw new Misuse(said(path, answer.errors));
  print(lexcard.renderClassification(release, { asOf, jurisdictions, format: options.format }));
  return failOn !== "never" && (answer.summary.yours > 0 || answer.summary.undetermined > 0) ? 1 : 0;
}

function render(how, input, settings) {
  try {
    return lexcard[how](input, settings);
  } catch (error) {
    throw error.message.includes("unknown variant") ? new Misuse(`format \`${settings.format}\` is none of text, json, sarif, github, markdown, hub, cyclonedx`) : error;
  }
}

/** The answers for several files as one: a list that says whose each is, and one run of SARIF. */
function joined(outputs, format, files) {
  if (!files) return outputs.join("\n");
  if (format === "json" || format === "hub") {
    return JSON.stringify(outputs.map((text, index) => ({ file: files[index], ...JSON.parse(text) })), null, 2);
  }
  if (format === "cyclonedx") {
    const bills = outputs.map((text) => JSON.parse(text));
    const { component, ...metadata } = bills[0].metadata;
    return JSON.stringify({ ...bills[0], metadata, components: bills.map((bill) => bill.metadata.component) });
  }
  if (format !== "sarif") return outputs.join("\n");
  const [log, ...others] = outputs.map((text) => JSON.parse(text));
  const { artifacts, results, tool: { driver: { rules } } } = log.runs[0];
  for (const { runs: [run] } of others) {
    artifacts.push(...run.artifacts);
    for (const result of run.results) {
      if (!rules.some(({ id }) => id === result.ruleId)) rules.push(run.tool.driver.rules[result.ruleIndex]);
      results.push({ ...result, ruleIndex: rules.findIndex(({ id }) => id === result.ruleId) });
    }
  }
  return JSON.stringify(log);
}

/** The cards that an argument means: itself, or those below a folder with the files beside them. */
function found(argument) {
  if (argument === "-" || !statSync(argument, { throwIfNoEntry: false })?.isDirectory()) return [{ path: argument, files: [] }];
  const paths = below(argument).filter((path) => {
    const name = basename(path).toLowerCase();
    const stem = name.replace(/\.md$/, "").replaceAll(/[-_ ]/g, "");
    return name.endsWith(".md") && (stem === "readme" || stem.endsWith("modelcard"));
  });
  if (paths.length === 0) throw new Misuse(`${argument}: no card here (README.md, MODEL_CARD.md, model-card.md …)`);
  return paths.map((path) => ({ path, files: beside(path) }));
}

function below(folder, depth = 12) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth > 0 ? below(path, depth - 1) : [];
      return entry.isFile() || statSync(path, { throwIfNoEntry: false })?.isFile() ? [path] : [];
    });
}

function beside(card) {
  return below(dirname(card)).filter((path) => path !== card).slice(0, 10_000).map((path) => {
    const licence = /^(licen|copying)/i.test(basename(path)) && statSync(path).size <= 512 * 1024;
    return { path: relative(dirname(card), path), text: licence ? read(path) : null };
  });
}

function read(path) {
  return readFileSync(path === "-" ? 0 : path, "utf8");
}

function json(path, text = read(path)) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Misuse(`${path}: ${error.message}`);
  }
}

function said(path, errors) {
  return errors.map(({ path: at, message, help }) => `${path}${at ? ` at \`${at}\`` : ""}: ${message}${help ? `\n    ${help}` : ""}`).join("\n");
}

function print(text) {
  process.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}
