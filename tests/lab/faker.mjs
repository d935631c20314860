// Orders in, a JSON line each; instances out, a JSON line each, in the same order.
//
// An order: {"schema": .., "patches": [[pointer, value], ..], "options": {..}}. The schema is one of
// JSON Schema 2020-12 whose references point into the document, or the name of a component; a patch
// replaces what its pointer finds. An answer: {"instance": ..} or {"error": ".."}.
//
// node faker.mjs DOCUMENT.json NPM_FOLDER < orders > instances

import { readFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// Characters of an answer: a larger instance shows nothing that smaller ones do not.
const LARGEST = 200_000;

const [document, folder] = process.argv.slice(2);
const faker = join(resolve(folder), "node_modules/json-schema-faker/dist/index.js");
const { generateSync } = await import(pathToFileURL(faker));

// The generator takes any length up to the bound, so that one of ten million characters would be met.
const BOUNDS = [["maxLength", "minLength", 64], ["maxItems", "minItems", 4]];

function bounded(schema) {
  if (typeof schema !== "object" || schema === null) return schema;
  for (const [most, least, enough] of BOUNDS) {
    if (schema[most] > enough) schema[most] = Math.max(enough, Number(schema[least]) || 0);
  }
  Object.values(schema).forEach(bounded);
  return schema;
}

const { components } = bounded(JSON.parse(readFileSync(document, "utf8")));

// RFC 6901, section 4: `~1` before `~0`.
const steps = (pointer) => pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

function patch(schema, pointer, value) {
  const path = steps(pointer);
  if (path.length === 0) return value;
  const last = path.pop();
  let at = schema;
  for (const step of path) at = at[step];
  at[last] = value;
  return schema;
}

function made({ schema, patches = [], options = {} }) {
  const of = typeof schema === "string" ? components.schemas[schema] : schema;
  const patched = patches.reduce((to, [pointer, value]) => patch(to, pointer, value), structuredClone(of));
  return generateSync({ ...bounded(patched), components }, options);
}

// A line at once: who waits for it can tell which order takes too long, or ends this process.
for (const line of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  let answer;
  try {
    answer = JSON.stringify({ instance: made(JSON.parse(line)) });
    if (answer.length > LARGEST) answer = JSON.stringify({ error: "too large" });
  } catch (error) {
    answer = JSON.stringify({ error: String(error.message ?? error).slice(0, 200) });
  }
  writeSync(1, `${answer}\n`);
}
