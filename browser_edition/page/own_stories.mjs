/**
 * Stories of one's own on the first page. What is dropped here is handed to the page with one's stories, where Python
 * looks into it: nothing of it is read or run here.
 */

/** Where that page looks for it (helpers/widgets/record_page.js): in this window's own store, and gone with it. */
const DROPPED = "who-says-so:dropped-story";
/** What is larger is no story. */
const LARGEST = 3_000_000;
const STORY = /^my_stories\/[a-z\d-]+\/story\.json$/;

/**
 * The headlines of the stories that this browser keeps.
 *
 * @param {Map<string, string>} files
 * @returns {string[]}
 */
export function keptStories(files) {
  return [...files]
    .filter(([name]) => STORY.test(name))
    .map(([name, text]) => {
      try {
        return String(JSON.parse(text).title).slice(0, 200);
      } catch {
        return name;
      }
    });
}

/** @param {ArrayBuffer} content */
const asText = (content) => btoa(Array.from(new Uint8Array(content), (byte) => String.fromCharCode(byte)).join(""));

/**
 * Take stories: chosen, dropped anywhere on the page, or built into the site.
 *
 * @param {string} onward where they are opened
 * @param {HTMLInputElement} field
 * @param {HTMLElement} told
 */
export function takeStories(onward, field, told) {
  const open = async (/** @type {Blob} */ file, /** @type {string} */ name) => {
    if (!name.toLowerCase().endsWith(".zip") || file.size > LARGEST) {
      told.textContent = `“${name.slice(0, 80)}” is no story that was handed on: such a file ends in “.wss.zip”.`;
      return;
    }
    told.textContent = "Opening …";
    try {
      sessionStorage.setItem(DROPPED, asText(await file.arrayBuffer()));
      location.assign(onward);
    } catch {
      told.textContent = "This browser has no room for the file, or does not let us read it.";
    }
  };
  field.onchange = () => {
    const [file] = field.files ?? [];
    field.value = "";
    if (file) open(file, file.name);
  };
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) open(file, file.name);
  });
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-story]"))) {
    link.onclick = async (event) => {
      event.preventDefault();
      try {
        await open(await (await fetch(link.href)).blob(), link.dataset.story ?? "");
      } catch {
        told.textContent = "The story cannot be fetched. Is the site still handed out?";
      }
    };
  }
}
