/** Node before 20.19 takes our modules for CommonJS, since no package.json beside them says what they are. */
const OURS = new URL("../../helpers/", import.meta.url).href;

export const load = (url, context, next) =>
  next(url, url.startsWith(OURS) ? { ...context, format: "module" } : context);

/** In the built site the modules of a page lie beside those of the kernel. */
const BESIDE = "./record_store.mjs";

export const resolve = (asked, context, next) =>
  next(asked === BESIDE && context.parentURL?.includes("/page/") ? "../kernel/record_store.mjs" : asked, context);
