// Compiles the design base into src/bridgework/web/ui/static/ui/base/.
// Run `npm ci && npm run build` here; then `python fonts.py` (needs fonttools and brotli) for the fonts.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { compile } from 'sass'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const target = `${root}src/bridgework/web/ui/static/ui/base/`
mkdirSync(target, { recursive: true })

const version = JSON.parse(readFileSync(`${here}node_modules/govuk-frontend/package.json`, 'utf8')).version
const notice = `/*! GOV.UK Frontend ${version}, MIT, Crown copyright; compiled with our settings: see govuk-frontend.LICENCE.txt */\n`

const css = compile(`${here}govuk.scss`, {
  loadPaths: [`${here}node_modules`],
  style: 'compressed',
  charset: false,
  quietDeps: true
}).css
  .replace(/url\([^)]*(crest|crown)[^)]*\)/g, 'none')
writeFileSync(`${target}govuk.min.css`, notice + css + '\n')

const js = buildSync({
  entryPoints: [`${here}govuk.mjs`],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  write: false
}).outputFiles[0].text.replace(/\/\/# sourceMappingURL=.*$/m, '')
writeFileSync(`${target}govuk.min.js`, notice + js.trimEnd() + '\n')

for (const forbidden of ['crest', 'crown-', 'GDS Transport', 'sourceMappingURL']) {
  if ((css + js).includes(forbidden)) throw new Error(`The compiled base still holds "${forbidden}".`)
}
