// Makes plotly-<version>.js and LICENSES.txt beside this file: plotly.js with the four kinds of traces that ocop/charts draws, as one module.
//   npm install --no-save --prefix /tmp/figure plotly.js@4.1.1 esbuild@0.28.2
//   node static/figure/build.mjs /tmp/figure
import {createRequire} from "node:module"
import {existsSync, readFileSync, readdirSync, writeFileSync} from "node:fs"
import {dirname, join, resolve} from "node:path"
import {fileURLToPath} from "node:url"

const here = dirname(fileURLToPath(import.meta.url))
const work = resolve(process.argv[2] ?? ".")
const {build} = createRequire(join(work, "x.js"))("esbuild")
const {version} = JSON.parse(readFileSync(join(work, "node_modules/plotly.js/package.json")))
const entry = `
const Plotly = require("plotly.js/lib/core")
Plotly.register([
  require("plotly.js/lib/bar"), require("plotly.js/lib/choropleth"), require("plotly.js/lib/scattergeo")])
module.exports = {react: Plotly.react, purge: Plotly.purge, toImage: Plotly.toImage, Icons: Plotly.Icons, version: Plotly.version}`
const made = await build({
  stdin: {contents: `import Plotly from "entry"; export default Plotly`, resolveDir: work},
  plugins: [{name: "entry", setup(at) {
    at.onResolve({filter: /^entry$/}, () => ({path: "entry", namespace: "entry"}))
    at.onLoad({filter: /.*/, namespace: "entry"}, () => ({contents: entry, resolveDir: work, loader: "js"}))
  }}],
  bundle: true, format: "esm", minify: true, metafile: true, target: "es2020", define: {global: "globalThis"}, legalComments: "none",
  loader: {".css": "empty"}, // the sheet of a map library that is not in the bundle
  banner: {js: `/* plotly.js ${version}: scatter, bar, choropleth, scattergeo. MIT, LICENSES.txt beside this file; made by build.mjs */`},
  absWorkingDir: work, outfile: join(here, `plotly-${version}.js`)})

const packages = new Set(Object.entries(Object.values(made.metafile.outputs)[0].inputs).filter(([, part]) => part.bytesInOutput)
  .map(([path]) => path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1]).filter(Boolean))
const told = [...packages].sort().map(folder => {
  const {name, version, license} = JSON.parse(readFileSync(join(work, folder, "package.json")))
  const file = readdirSync(join(work, folder)).find(one => /^licen[cs]e/i.test(one))
  const words = file && existsSync(join(work, folder, file)) ? readFileSync(join(work, folder, file), "utf8").trim() : `${license}`
  return `${name} ${version}: ${license}\n\n${words}\n`
})
writeFileSync(join(here, "LICENSES.txt"), told.join(`\n${"-".repeat(80)}\n\n`))
