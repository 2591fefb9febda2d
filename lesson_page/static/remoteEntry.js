/**
 * The door by which JupyterLab, Notebook 7 and JupyterLite find the lesson page: a federated extension without a build.
 *
 * They load this classic script and call `init` with the modules that all extensions share, then `get`. The rest are
 * plain ES modules beside this file.
 */
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, { get(): Promise<() => any> }>>} */
  let scope;
  const shared = async (/** @type {string} */ name) => (await Object.values(scope[name])[0].get())();
  const page = /** @type {any} */ (window);
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB["who-says-so"] = {
    init: (/** @type {typeof scope} */ given) => {
      scope = given;
    },
    get: async () => {
      const names = ["notebook", "cells", "apputils"].map((name) => shared(`@jupyterlab/${name}`));
      const [{ plugin }, notebook, cells, apputils, widgets] = await Promise.all([
        import(new URL("plugin.js", here).href),
        ...names,
        shared("@lumino/widgets"),
      ]);
      const module = { __esModule: true, default: plugin({ ...notebook, ...cells, ...apputils, ...widgets }) };
      return () => module;
    },
  };
})();
