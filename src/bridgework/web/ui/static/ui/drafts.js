// Drafts kept on this device: what is typed into a form is there again after a closed tab or a lost connection.
// Kept per form, address and person; passwords, files and hidden values never; dropped when the form was taken.

const PREFIX = 'bridgework-draft:'
const DAYS = 14

function fieldsOf (form) {
  return [...form.elements].filter((one) =>
    one.name && !['hidden', 'password', 'file', 'submit', 'button', 'reset'].includes(one.type))
}

function read (form) {
  return fieldsOf(form).map((one) => [one.name, one.value, ['checkbox', 'radio'].includes(one.type) ? one.checked : null])
}

function write (form, kept) {
  const fields = fieldsOf(form)
  for (const [name, value, checked] of kept) {
    const field = fields.find((one) => one.name === name && (checked === null || one.value === value))
    if (!field) continue
    if (checked === null) field.value = value
    else field.checked = checked
    field.dispatchEvent(new Event('input', { bubbles: false }))
  }
}

function watch (form) {
  const key = PREFIX + form.dataset.bwDraft
  const said = form.querySelector('[data-bw-draft-said]')
  const asServed = JSON.stringify(read(form))
  const found = load(key)

  // A form that came back with errors holds newer text than any draft.
  if (found && !form.hasAttribute('data-bw-sent') && JSON.stringify(found.fields) !== asServed) {
    offer(form, said, key, found, asServed)
  }
  let waiting
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => keep(form, key, said), 600)
  })
  // Sent: the draft waits under another name until the next page shows that it was taken.
  form.addEventListener('submit', () => {
    clearTimeout(waiting)
    keep(form, key, null)
    try { sessionStorage.setItem(PREFIX + 'sent', key) } catch { /* without storage there is no draft either */ }
  })
}

function offer (form, said, key, found, asServed) {
  const version = form.elements.namedItem('version')
  const served = version && version.value
  // A draft of an older text says so, so that what somebody else saved meanwhile is joined, never written over.
  if (version && found.version) version.value = found.version
  write(form, found.fields)
  if (!said) return
  said.textContent = `Your draft of ${when(found.at)} is back. `
  const drop = document.createElement('button')
  drop.type = 'button'
  drop.textContent = 'Start again without it'
  drop.addEventListener('click', () => {
    localStorage.removeItem(key)
    if (version) version.value = served
    write(form, JSON.parse(asServed))
    said.textContent = ''
  })
  said.append(drop)
}

function keep (form, key, said) {
  try {
    const version = form.elements.namedItem('version')
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: read(form), version: version ? version.value : '' }))
    if (said) said.textContent = `Draft kept on this device at ${when(Date.now())}.`
  } catch {
    if (said) said.textContent = 'This device does not keep drafts. Send the form before you leave the page.'
  }
}

function load (key) {
  try { return JSON.parse(localStorage.getItem(key)) } catch { return null }
}

function when (at) {
  const moment = new Date(at)
  const time = moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (moment.toDateString() === new Date().toDateString()) return time
  return `${moment.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'long' })}, ${time}`
}

function sweep () {
  try {
    for (const key of Object.keys(localStorage)) {
      const kept = key.startsWith(PREFIX) ? load(key) : null
      if (kept && Date.now() - kept.at > DAYS * 86400000) localStorage.removeItem(key)
    }
  } catch { /* storage is switched off */ }
}

sweep()
for (const form of document.querySelectorAll('form[data-bw-draft]')) watch(form)
