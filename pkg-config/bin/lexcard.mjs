#!/usr/bin/env node
// The command line of the npm package: the native program's own commands, on Node's files and streams.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "lexcard";

const REASONS = { ENOENT: "no such file or folder", EACCES: "permission denied", EPERM: "permission denied", EISDIR: "is a folder", ENOTDIR: "is no folder" };

/** Runs what may fail; the reason is told in the words of the native program. */
function attempt(what) {
  try {
    return what();
  } catch (error) {
    throw new Error(REASONS[error.code] ?? error.message);
  }
}

const found = (path) => statSync(path, { throwIfNoEntry: false });

const host = {
  read: (path) => attempt(() => readFileSync(path === "-" ? 0 : path)),
  write: (path, text) => attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }),
  kind(path) {
    try {
      const stat = found(path);
      return stat?.isDirectory() ? "folder" : stat?.isFile() ? "file" : "nothing";
    } catch {
      return "nothing";
    }
  },
  size(path) {
    try {
      return found(path)?.size;
    } catch {
      return undefined;
    }
  },
  list: (folder) => attempt(() => JSON.stringify(readdirSync(folder, { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    isFolder: entry.isDirectory(),
    isFile: entry.isFile() || (entry.isSymbolicLink() && (found(join(folder, entry.name))?.isFile() ?? false)),
  })))),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  today: () => new Date().toISOString().slice(0, 10),
  columns: () => Math.min(Math.max(Number(process.env.COLUMNS) || 100, 40), 120),
  colour: () => (process.stdout.isTTY ?? false) && process.env.NO_COLOR === undefined,
};

// A reader that has seen enough (`head`) is no error.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = runCommand(process.argv.slice(2), host);
