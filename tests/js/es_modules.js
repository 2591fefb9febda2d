/** Node before 20.19 takes our modules for CommonJS, since no package.json beside them says what they are. */
const OURS = new URL("../../helpers/", import.meta.url).href;

export const load = (url, context, next) =>
  next(url, url.startsWith(OURS) ? { ...context, format: "module" } : context);
