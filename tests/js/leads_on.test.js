import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const PAGE = new URL("../../browser_edition/page/leads_on.html", import.meta.url);
const PARTS = { $lessons: "lessons-2", $names: "00_start.ipynb 01_new.ipynb 02_fair.ipynb", $$: "$" };
const SCRIPT = readFileSync(PAGE, "utf8").replace(/\$(?:lessons|names|\$)/g, (name) => PARTS[name]);

/** Where a page of the site leads that was asked for by an address; nowhere, if it is of today. */
function ledOn(path) {
  let to = null;
  const replace = (address) => {
    to = address;
  };
  const location = { search: `?path=${path}`, replace };
  runInNewContext(SCRIPT.replace(/<\/?script>/g, ""), { location, URLSearchParams });
  return to;
}

test("an address of an earlier release leads to the lesson of today, whatever its number was", () => {
  assert.equal(ledOn("lessons-1/00_start.ipynb"), "?path=lessons-2/00_start.ipynb");
  assert.equal(ledOn("lessons-1/01_fair.ipynb"), "?path=lessons-2/02_fair.ipynb");
  assert.equal(ledOn("lessons-1/your_record.ipynb"), "?path=lessons-2/your_record.ipynb");
});

test("an address of today, and one that is none of ours, stay as they are", () => {
  for (const path of ["lessons-2/01_fair.ipynb", "other/01_fair.ipynb", "lessons-1", ""]) {
    assert.equal(ledOn(path), null, path);
  }
});
