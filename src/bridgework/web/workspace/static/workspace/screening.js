// Sources are sorted by one key: i includes, m is a maybe, e goes to the reason and Enter excludes, u decides the last
// one again. The buttons and links do the same.
const form = document.querySelector('[data-bw-screening]')
const again = document.querySelector('[data-bw-again]')
const reason = form && form.querySelector('[name="reason"]')
const press = (decision) => form && form.querySelector(`[name="decision"][value="${decision}"]`).click()
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (reason && event.target === reason) {
    if (event.key === 'Enter') { event.preventDefault(); press('exclude') }
    if (event.key === 'Escape') reason.blur()
    return
  }
  if (event.target.closest('input, textarea, select')) return
  if (event.key === 'i') press('include')
  if (event.key === 'm') press('maybe')
  if (event.key === 'e' && reason) { event.preventDefault(); reason.focus() }
  if (event.key === 'u' && again) again.click()
})
