// Python sources into .pyc, by the very Python that will run them:
// node compile.mjs PYODIDE OURS.zip LIBRARY-OUT.zip OURS-OUT.zip
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, ours, libraryOut, oursOut] = process.argv.slice(2).map((each) => path.resolve(each));
const here = path.dirname(fileURLToPath(import.meta.url));
const { default: createPyodideModule } = await import(pathToFileURL(path.join(folder, "pyodide.asm.mjs")));
const { loadPyodide } = createRequire(import.meta.url)(path.join(folder, "pyodide.js"));
const python = await loadPyodide({
  indexURL: folder + path.sep,
  createPyodideModule,
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
});
python.FS.mkdir("/build");
const put = (from, name) => python.FS.writeFile(`/build/${name}`, fs.readFileSync(from));
put(path.join(here, "imports.py"), "imports.py");
put(path.join(here, "inside.py"), "inside.py");
put(path.join(folder, "python_stdlib.zip"), "library.zip");
put(ours, "ours.zip");
python.runPython(`
import sys
sys.path.insert(0, "/build")
from inside import build
build("/build/library.zip", "/build/ours.zip", "/build/library-out.zip", "/build/ours-out.zip")
`);
fs.writeFileSync(libraryOut, python.FS.readFile("/build/library-out.zip"));
fs.writeFileSync(oursOut, python.FS.readFile("/build/ours-out.zip"));
process.exit(0);
